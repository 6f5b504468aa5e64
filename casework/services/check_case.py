"""Check one case without writing: for any day, with what was known at any moment."""

import json
from collections.abc import Iterable
from datetime import date, datetime

from casework.context import Context
from casework.desk import declares
from casework.facts import case_files
from casework.models import Verb
from casework.permissions import Action
from casework.queries import evidence, nights, people, sources
from casework.views.case import CheckedCase, CheckLine, UncheckedLine
from casework.views.finding import FactLine, finding_line
from rules.book import AsAt, Evaluation, Rulebook, evaluate
from rules.calendar import Calendar
from rules.days import NEVER
from rules.facts import CaseFile, Ref
from rules.stages import stage_on
from rules.words import the_order


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

    A replay uses the holidays the nights of that moment were given. *why* tells every
    check made, the negative ones too.

    Raises:
        PersonNotFoundError: nobody the officer may see is known by it.
        PersonAmbiguousError: more than one person is.
    """
    person = people.require(context, typed)
    context.touch(Verb.CONSULT, [person.id])
    book = _book_of(context, rulebook, known_at)
    complete_to = sources.complete_to(context.session, known_at)
    [case] = case_files(context.session, {person.id: person.revision}, known=known_at)
    evaluation = evaluate(case, AsAt(on=on, complete_to=complete_to), book, why=why)
    facts = _facts(context, person.id, (f.evidence for f in evaluation.findings))
    subjects = _subjects(case)
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
    """Return the rulebook with the holidays it had at *known_at*, as the nights kept them."""
    kept = nights.rulebook_at(context.session, known_at) if known_at else None
    if kept is None:
        return rulebook
    calendar = Calendar.from_data(json.loads(kept.contents)["calendar"])
    return Rulebook(calendar, rulebook.figures, rulebook.rules)


def _facts(
    context: Context, person_id: int, evidences: Iterable[tuple[Ref, ...]]
) -> dict[Ref, FactLine]:
    refs = {ref for refs in evidences for ref in refs}
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
        for ref, told in evidence.tell(context.session, person_id, refs).items()
    }


def _subjects(case: CaseFile) -> dict[int, str]:
    """Word each order and clause of a case, by its fact id."""
    words = {}
    for order in case.orders:
        words[order.ref.id] = the_order(order)
        for provision in order.provisions:
            words[provision.ref.id] = f"clause {provision.number} of {the_order(order)}"
    return words


def _unchecked(evaluation: Evaluation, subjects: dict[int, str]) -> tuple[UncheckedLine, ...]:
    return tuple(
        UncheckedLine(
            rule=line.rule,
            subject=line.subject,
            subject_says=subjects[line.subject],
            why=line.in_words(),
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
