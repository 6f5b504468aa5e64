"""Record anything: a report, a notice, a visit, a find, a payment, a move, a note."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from casework.desk import Desk
from casework.errors import CaseworkError
from casework.forms.filling import choice_typed, said_in_full
from casework.forms.happening import HappeningForm, kind_typed, label_of
from casework.forms.happening_choices import RecordChoices, code_of
from casework.forms.happening_parts import HappeningKind
from casework.pages.happening import review_page
from casework.pages.page import Page, Target
from casework.services.read_record_choices import read_record_choices
from casework.services.record_happening import record_happening, review_happening
from casework.services.undo_facts import undo_facts
from casework.views.happening import Recorded
from rules.days import london_day
from tui.filling import Done, Filling
from tui.undo import Undo

_NOT_FIELDS = frozenset({"person", "kind"})


class RecordFilling(Filling):
    """Its key is whom, what and by which clause, as far as known: "P12/report_received/46"."""

    name: ClassVar[str] = "record"

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.person, _, rest = key.partition("/")
        self.kind, _, self.clause = rest.partition("/")
        self._form = HappeningForm(RecordChoices(), asks_who=not self.person)

    @property
    def form(self) -> HappeningForm:
        return self._form

    def title(self, typed: Mapping[str, str]) -> str:
        kind = kind_typed(typed)
        what = "what happened" if kind is None else label_of(kind).partition(":")[0]
        choices = self._form.choices
        if choices.person:
            return f"Record {what}: {choices.person} {choices.name}"
        who = self.person or typed.get("person", "").strip()
        return f"Record {what}: {who}" if who else f"Record {what}"

    def needed(self, typed: Mapping[str, str]) -> str:
        return self.person or typed.get("person", "").strip()

    def prepare(self, desk: Desk, needed: str) -> None:
        asks_who = not self.person
        choices = RecordChoices()
        if needed:
            try:
                choices = desk.run(read_record_choices, needed, self.rulebook())
            except CaseworkError:
                if not asks_who:
                    raise  # nobody can be typed in its place
        self._form = HappeningForm(choices, asks_who=asks_who)

    def prefilled(self, desk: Desk) -> dict[str, str]:
        typed: dict[str, str] = {}
        if self.kind in set(HappeningKind):
            typed["kind"] = label_of(HappeningKind(self.kind))
        if self.clause.isdecimal():
            clause = self.form.choices.clause(code_of(int(self.clause)))
            field = next((f for f in self.form.fields(typed) if f.name == "clause"), None)
            if clause is not None and field is not None:
                typed["clause"] = choice_typed(field, clause.choice)
        return typed

    def review(self, desk: Desk, values: Mapping[str, Any]) -> Page:
        who = self.person or str(values["person"])
        form = self.form
        review = desk.run(review_happening, who, values, form.choices)
        codes = {name: value for name, value in values.items() if isinstance(value, str)}
        fields = [field for field in form.fields(codes) if field.name not in _NOT_FIELDS]
        told = [
            (field.name, *said)
            for field in fields
            for said in said_in_full([field], values, today=london_day(desk.now()))
        ]
        return review_page(label_of(HappeningKind(values["kind"])), review, told)

    def submit(self, desk: Desk, values: Mapping[str, Any]) -> Done:
        recorded = desk.run(record_happening, self.person or str(values["person"]), values)
        what = label_of(HappeningKind(values["kind"])).partition(":")[0]
        who = f"{recorded.who.person} {recorded.who.name}"
        return Done(
            f"Recorded: {what}, {who}.",
            Target("person", recorded.who.person),
            Undo(f"Take back what you recorded: {what}, {who}.", _undone(recorded)),
        )


def _undone(recorded: Recorded) -> Callable[[Desk], str]:
    def use(desk: Desk) -> str:
        return desk.run(undo_facts, recorded.who.person, recorded.facts, revision=recorded.revision)

    return use
