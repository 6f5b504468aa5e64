"""The one function by which facts are read as they were known at a moment."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_

from casework.models import ExchangeRate, IdentityJudgement, SourceCompleteness, TwoClocks


def known_at(
    table: type[TwoClocks | SourceCompleteness | IdentityJudgement | ExchangeRate],
    moment: datetime | None,
) -> ColumnElement[bool]:
    """Narrow *table* to the versions known at *moment*; None means now.

    A version is known from the moment it was recorded, inclusive, up to the moment it
    was corrected or withdrawn, exclusive.
    """
    if moment is None:
        return table.known_to.is_(None)
    return and_(table.known_from <= moment, or_(table.known_to.is_(None), table.known_to > moment))
