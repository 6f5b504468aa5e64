"""The cases of a batch of the night: from what is kept of them where it stands, else the record.

Only the night takes this road, with the cases taken for its transaction: what is loaded from
the record it keeps for the next. Some of those kept are loaded from the record all the same,
others each night, so that a copy that has come to differ is found out (decision 0012).
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from sqlalchemy import delete, insert
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from casework.case_blobs import BlobError, decode, encode, form_of
from casework.facts import case_files, standing_flags
from casework.failures import told
from casework.models import CaseBlob
from casework.queries.case_rows import CaseRows
from rules.book import Reads
from rules.facts import CaseFile

SAMPLED = 64
"""One in so many of the cases kept is loaded from the record as well; in as many nights, each."""

DRIFTED = "the case file kept for the night differed from the record; it was made anew"


def from_blobs(session: Session, revisions: Mapping[int, int], reads: Reads) -> dict[int, CaseFile]:
    """Return the case files kept of those in *revisions* that are of that very revision.

    Each holds what *reads* names, as `case_files` returns of those who are judged. Who has
    none that stands, or one that is damaged, is left out.
    """
    people = sorted(revisions)
    kept = CaseRows(session, people).blobs(form_of(reads)) if people else ()
    valid = [row for row in kept if row[1] == revisions[row[0]]]
    flags = standing_flags(session, sorted(row[0] for row in valid if row[2]))
    found: dict[int, CaseFile] = {}
    for person, revision, content in valid:
        try:
            found[person] = decode(content, person, revision, flags.get(person, ()))
        except BlobError:
            continue
    return found


def keep(session: Session, cases: Sequence[CaseFile], reads: Reads) -> None:
    """Keep case files that were made of the record in this transaction, taken for it."""
    if not cases:
        return
    form = form_of(reads)
    people = [case.person for case in cases]
    session.execute(
        delete(CaseBlob).where(CaseBlob.person_id.in_(people)),
        execution_options={"synchronize_session": False},
    )
    session.execute(
        insert(CaseBlob),
        [
            {
                "person_id": case.person,
                "revision": case.revision,
                "format": form,
                "content": encode(case),
            }
            for case in cases
        ],
    )


def load(
    session: Session, revisions: dict[int, int], reads: Reads, *, on: date, failed: dict[int, str]
) -> list[CaseFile]:
    """Load the cases of people with one record each, for the night that judges *on*.

    Whoever cannot be loaded, or whose case was kept otherwise than the record has it, is put
    among the *failed*.
    """
    kept = from_blobs(session, revisions, reads)
    turn = on.toordinal() % SAMPLED
    anew = {
        person: revision
        for person, revision in revisions.items()
        if person not in kept or person % SAMPLED == turn
    }

    def read(some: dict[int, int]) -> list[CaseFile]:
        return list(case_files(session, some, reads=reads, only_judged=True))

    made = one_by_one(read, anew, failed)
    keep(session, [case for case in made if kept.get(case.person) != case], reads)
    for case in made:
        if kept.setdefault(case.person, case) != case:
            failed[case.person] = DRIFTED
    return [case for person, case in sorted(kept.items()) if person not in failed]


def one_by_one(
    read: Callable[[dict[int, int]], list[CaseFile]],
    revisions: dict[int, int],
    failed: dict[int, str],
) -> list[CaseFile]:
    """Load a batch; where a row cannot be read, case by case, to name the one at fault."""
    try:
        return read(revisions)
    except SQLAlchemyError:
        raise
    except Exception as error:  # noqa: BLE001  # one case must not stop the rest
        if len(revisions) == 1:
            failed[next(iter(revisions))] = told(error)
            return []
    return [
        case
        for person, revision in revisions.items()
        for case in one_by_one(read, {person: revision}, failed)
    ]
