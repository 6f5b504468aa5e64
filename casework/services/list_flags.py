"""List the flags that need somebody, severest first."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from casework.context import Context
from casework.desk import declares
from casework.duty_json import finding_from_json
from casework.models import Flag, FlagProgress, Verb
from casework.pages.rule_words import ASKS, RULES_CALLED
from casework.permissions import Action
from casework.queries import flags, identity, officers, people, sources
from casework.queries.flags import Ranked, Wanted
from casework.sameness import everybody
from casework.views.finding import FlagLine, finding_line, flag_line
from casework.views.flag import FlagList, FlagOrder
from rules.finding import Finding
from rules.urgency import urgency
from rules.vocabulary import FlagKind

_OF_AN_ORDER = frozenset(
    {
        "court_order",
        "provision",
        "order_service",
        "order_variation",
        "order_suspension",
        "order_ending",
    }
)
"""Kinds of fact that say which order a duty is under, and nothing of what happened."""


@declares(Action.LIST_FLAGS, Verb.CONSULT)
def list_flags(
    context: Context,
    *,
    typed: str | None = None,
    snoozed: bool = False,
    needs_second: bool = False,
    mine: bool = False,
) -> FlagList:
    """Return the open flags the officer may see, the most urgent first.

    *typed* narrows them to one person, *needs_second* to those whose decision waits for a
    second officer, *mine* to those the officer handles. Flags that are put aside are left
    out and counted, unless *snoozed* is asked for. Flags of one person and rule on the same
    grounds, under two orders or two clauses, stand next to each other.

    Raises:
        PersonNotFoundError: nobody the officer may see is known by it.
        PersonAmbiguousError: more than one person is.
    """
    only = _records(context, typed) if typed is not None else None
    open_flags = flags.open_flags(
        context,
        people=only,
        handled_by=context.officer.id if mine else None,
        progress=FlagProgress.DECISION_PROPOSED if needs_second else None,
    )
    aside = {flag.id for flag in open_flags if flags.is_snoozed(flag, context.today)}
    found = [flag for flag in open_flags if snoozed or flag.id not in aside]
    context.touch(Verb.CONSULT, only or [])
    context.touch(Verb.CONSULT, (flag.person_id for flag in found))
    findings = {flag.id: finding_from_json(flag.finding) for flag in found}
    alike = alike_flags(found, findings, identity.same_as(context.session))
    lines = sorted(_lines(context, found, alike, findings), key=_most_urgent_first)
    return FlagList(flags=tuple(_alike_together(lines)), snoozed=0 if snoozed else len(aside))


@declares(Action.LIST_FLAGS, Verb.CONSULT)
def order_flags(
    context: Context,
    *,
    typed: str | None = None,
    kind: FlagKind | None = None,
    mine: bool = False,
    needs_second: bool = False,
    snoozed: bool = False,
    holding: str = "",
) -> FlagOrder:
    """Return the open flags the officer may see by their numbers alone, the most urgent first.

    It is for lists that are too long to be told whole: `read_flag_rows` tells those in
    sight. *mine* narrows them to people whom the officer leads or covers, and to flags the
    officer handles; *holding* to those whose person, rule, kind or severity every word of it
    names. The others narrow as in `list_flags`. Flags of one person and rule that fell due
    on one day stand next to each other.

    Raises:
        PersonNotFoundError: nobody the officer may see is known by it.
        PersonAmbiguousError: more than one person is.
    """
    only = _records(context, typed) if typed is not None else None
    context.touch(Verb.CONSULT, only or [])
    found = flags.ranked(
        context,
        people=only,
        mine=mine,
        needs_second=needs_second,
        wanted=[_wanted(word) for word in holding.split()],
    )
    aside = {one.id for one in found if one.snoozed_until and one.snoozed_until >= context.today}
    shown = [one for one in found if snoozed or one.id not in aside]
    wanted = [one for one in shown if kind is None or one.kind == kind]
    counts = Counter(one.kind for one in shown)
    return FlagOrder(
        ids=tuple(_in_order(wanted, identity.same_as(context.session))),
        kinds={FlagKind(code): count for code, count in counts.items()},
        snoozed=0 if snoozed else len(aside),
    )


@declares(Action.LIST_FLAGS, Verb.CONSULT)
def read_flag_rows(context: Context, ids: Collection[int]) -> tuple[FlagLine, ...]:
    """Return those of some flags that the officer may see, in the order asked for."""
    found = flags.by_ids(context, ids)
    shown = [found[flag] for flag in ids if flag in found]
    context.touch(Verb.CONSULT, (flag.person_id for flag in shown))
    return tuple(_lines(context, shown, {}))


def _wanted(word: str) -> Wanted:
    said = word.casefold()
    return Wanted(
        word,
        rules=[rule for rule, called in RULES_CALLED.items() if said in called.casefold()],
        kinds=[
            kind
            for kind, asks in ASKS.items()
            if said in asks or said in kind.value.replace("_", " ")
        ],
    )


def _in_order(found: Iterable[Ranked], same_as: Mapping[int, int]) -> Iterator[int]:
    """Yield flags, the most urgent first, each followed by those that fell due with it."""
    together: dict[tuple[object, ...], list[int]] = {}
    for one in sorted(found, key=_first):
        person = same_as.get(one.person_id, one.person_id)
        together.setdefault((one.kind, person, one.rule, one.fell_due), []).append(one.id)
    for group in together.values():
        yield from group


def _first(one: Ranked) -> tuple[int, int, int, int]:
    fell_due = one.fell_due.toordinal() if one.fell_due else 0
    return *urgency(one.severity, one.kind), -fell_due, one.id


def _records(context: Context, typed: str) -> list[int]:
    """Return every record of the person known by *typed*."""
    return sorted(everybody(identity.same_as(context.session), [people.require(context, typed).id]))


def _lines(
    context: Context,
    found: Collection[Flag],
    alike: Mapping[int, tuple[int, ...]],
    findings: Mapping[int, Finding] | None = None,
) -> Iterator[FlagLine]:
    complete_to = sources.complete_to(context.session)
    names = people.names(context, {flag.person_id for flag in found})
    proposed = [flag.id for flag in found if flag.progress is FlagProgress.DECISION_PROPOSED]
    proposals = flags.proposals(context.session, proposed) if proposed else {}
    handlers = {flag.handled_by for flag in found if flag.handled_by is not None}
    proposers = {proposal.decided_by for proposal in proposals.values()}
    called = officers.names(context.session, handlers | proposers)
    for flag in found:
        finding = findings[flag.id] if findings else finding_from_json(flag.finding)
        yield flag_line(
            flag,
            finding_line(finding, complete_to),
            person=people.reference(flag.person_id),
            name=names.get(flag.person_id, "name not recorded"),
            officers=called,
            proposal=proposals.get(flag.id),
            alike=alike.get(flag.id, ()),
            at_desk=context.officer.id,
        )


def alike_flags(
    found: Iterable[Flag], findings: Mapping[int, Finding], same_as: Mapping[int, int]
) -> dict[int, tuple[int, ...]]:
    """Return by flag the others of the same person and rule, on the same day and facts.

    The facts of the orders themselves are left aside: it is by those that they differ.
    """
    groups: dict[tuple[object, ...], list[int]] = {}
    for flag in found:
        finding = findings[flag.id]
        happened = tuple(ref for ref in finding.evidence if ref.kind not in _OF_AN_ORDER)
        person = same_as.get(flag.person_id, flag.person_id)
        days = (finding.due_on, finding.default_on)
        grounds = (person, finding.rule, finding.kind, *days, happened)
        if any(days) or happened:
            groups.setdefault(grounds, []).append(flag.id)
    return {
        flag: tuple(other for other in group if other != flag)
        for group in groups.values()
        if len(group) > 1
        for flag in group
    }


def _most_urgent_first(line: FlagLine) -> tuple[int, int, int, int]:
    """Order by how severe, by what is asked, by how lately it fell due, by the flag's number."""
    finding = line.finding
    fell_due = finding.default_on or finding.due_on
    return (
        *urgency(finding.severity, finding.kind),
        -fell_due.toordinal() if fell_due else 0,
        line.flag,
    )


def _alike_together(lines: Iterable[FlagLine]) -> Iterator[FlagLine]:
    """Yield the lines in their order, each followed by those on the same grounds."""
    left = {line.flag: line for line in lines}
    while left:
        line = left.pop(next(iter(left)))
        yield line
        for other in line.alike:
            if other in left:
                yield left.pop(other)
