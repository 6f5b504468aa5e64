"""Check one case without writing: for any day, with what was known at any moment."""

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from casework.context import Context
from casework.desk import declares
from casework.facts import case_files
from casework.models import Verb
from casework.permissions import Action
from casework.queries import evidence, identity, nights, people, sources
from casework.same_person import together
from casework.sameness import members
from casework.views.case import CheckedCase, CheckLine, UncheckedLine
from casework.views.finding import FactLine, finding_line
from rules.book import AsAt, Evaluation, Rulebook, evaluate
from rules.calendar import Calendar
from rules.days import NEVER
from rules.facts import Ref
from rules.rates import Rates
from rules.stages import stage_on
from rules.subjects import subjects_in_words


@declares(Action.CHECK_CASE, Verb.CONSULT)
def check_case(
    context: Context,
    typed: str,
    *,
    on: date,
    rulebook: Rulebook,
    known_at: datetime | None = None,
    why: bool = False,
) -> CheckedCase:
    """Judge the person known by *typed* at the end of *on*, with what was known at *known_at*.

    A replay uses the holidays and rates the nights of that moment were given. *why* tells every
    check made, the negative ones too.

    Raises:
        PersonNotFoundError: nobody the officer may see is known by it.
        PersonAmbiguousError: more than one person is.
    """
    person = people.require(context, typed)
    same_as = identity.same_as(context.session, known_at)
    [records] = members(same_as, [person.id]).values()
    context.touch(Verb.CONSULT, records)
    book = _book_of(context, rulebook, known_at)
    complete_to = sources.complete_to(context.session, known_at)
    revisions = dict.fromkeys(records, person.revision)
    cases = list(case_files(context.session, revisions, known=known_at))
    case = together(cases, same_as)
    evaluation = evaluate(case, AsAt(on=on, complete_to=complete_to), book, why=why)
    facts = facts_told(
        context.session, records, (ref for f in evaluation.findings for ref in f.evidence)
    )
    subjects = subjects_in_words(case)
    return CheckedCase(
        person=people.reference(person.id),
        name=people.names(context, [person.id]).get(person.id, "name not recorded"),
        stage=stage_on(case, on).value.replace("_", " "),
        judged_on=on,
        known_at=known_at,
        rulebook=book.digest,
        findings=tuple(
            finding_line(f, complete_to, tuple(facts[r] for r in f.evidence if r in facts))
            for f in evaluation.findings
        ),
        unchecked=_unchecked(evaluation, subjects),
        next_change=None if evaluation.next_change == NEVER else evaluation.next_change,
        checks=_checks(evaluation, subjects),
    )


def _book_of(context: Context, rulebook: Rulebook, known_at: datetime | None) -> Rulebook:
    """Return the rulebook with the holidays and rates the nights kept for *known_at*."""
    kept = nights.rulebook_at(context.session, known_at) if known_at else None
    if kept is None:
        return rulebook
    contents = json.loads(kept.contents)
    calendar = Calendar.from_data(contents["calendar"])
    rates = Rates.from_data(contents.get("rates", ()))
    return Rulebook(calendar, rulebook.figures, rulebook.rules, rates)


def facts_told(
    session: Session, records: Sequence[int], refs: Iterable[Ref]
) -> dict[Ref, FactLine]:
    """Tell the facts that findings rest on, each in the very version judged."""
    return {
        ref: FactLine(
            kind=ref.kind,
            id=ref.id,
            version=ref.version,
            says=told.says,
            source=told.source,
            known_from=told.known_from,
            known_to=told.known_to,
        )
        for ref, told in evidence.tell(session, records, refs).items()
    }


def _unchecked(evaluation: Evaluation, subjects: dict[int, str]) -> tuple[UncheckedLine, ...]:
    return tuple(
        UncheckedLine(
            rule=line.rule,
            subject=line.subject,
            subject_says=subjects[line.subject],
            reason=line.reason,
            why=line.in_words(),
            remedy=line.remedy(),
        )
        for line in evaluation.unchecked
    )


def _checks(evaluation: Evaluation, subjects: dict[int, str]) -> tuple[CheckLine, ...]:
    return tuple(
        CheckLine(
            rule=check.rule,
            subject=check.subject,
            subject_says=subjects[check.subject],
            answer=check.answer,
            words=check.words,
        )
        for check in evaluation.checks
    )
