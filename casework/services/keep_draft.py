"""Keep what an officer has typed and not recorded, so that no dropped line loses it."""

import json
from collections.abc import Mapping

from casework.context import Context
from casework.desk import declares
from casework.models import Draft, Verb
from casework.permissions import Action
from casework.queries import desks
from casework.views.desks import DraftLine


@declares(Action.KEEP_DRAFT, Verb.COLLECT)
def keep_draft(context: Context, about: str, title: str, contents: Mapping[str, str]) -> int:
    """Keep the words of one form, in place of what was kept before; return how many are begun."""
    words = json.dumps(dict(contents))
    kept = desks.draft(context.session, context.officer.id, about)
    if kept is None:
        kept = Draft(officer_id=context.officer.id, about=about)
        context.session.add(kept)
    kept.title, kept.contents, kept.saved_at = title, words, context.now
    return _begun(context)


@declares(Action.KEEP_DRAFT, Verb.ERASE)
def drop_draft(context: Context, about: str) -> int:
    """Forget a draft, recorded or thrown away; return how many are left. None is no error."""
    kept = desks.draft(context.session, context.officer.id, about)
    if kept is not None:
        context.session.delete(kept)
    return _begun(context)


@declares(Action.KEEP_DRAFT, Verb.CONSULT)
def list_drafts(context: Context) -> tuple[DraftLine, ...]:
    """Return the officer's own drafts, the one typed last first."""
    return tuple(_line(draft) for draft in desks.drafts(context.session, context.officer.id))


@declares(Action.KEEP_DRAFT, Verb.CONSULT)
def read_draft(context: Context, about: str) -> DraftLine | None:
    """Return what the officer has typed of one form, None where there is nothing."""
    kept = desks.draft(context.session, context.officer.id, about)
    return None if kept is None else _line(kept)


def _begun(context: Context) -> int:
    context.fields.add("draft")
    context.session.flush()
    return len(desks.drafts(context.session, context.officer.id))


def _line(draft: Draft) -> DraftLine:
    return DraftLine(
        about=draft.about,
        title=draft.title,
        contents=json.loads(draft.contents),
        saved_at=draft.saved_at,
    )
