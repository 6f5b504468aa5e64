"""Correct a fact in place: what it holds is filled in, and what changes is shown before."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from casework.desk import Desk
from casework.errors import FactUnknownError
from casework.forms.correction import CorrectionForm
from casework.forms.filling import FormField, said_in_full
from casework.forms.happening import label_of
from casework.pages.fact_correction import Altered, correction_page
from casework.pages.page import Page, Target
from casework.services.correct_told import correct_told, read_held, review_correction
from casework.services.read_fact import read_fact
from casework.services.read_record_choices import read_record_choices
from casework.services.undo_correction import undo_correction
from casework.views.correction import Corrected, CorrectionReview
from rules.days import london_day
from tui.filling import Done
from tui.fillings.fact_seen import FactFilling
from tui.undo import Undo


class CorrectFilling(FactFilling):
    """Corrects a fact as it was read."""

    name: ClassVar[str] = "correct"
    verb: ClassVar[str] = "Correct it"

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self._form: CorrectionForm | None = None
        self._whose = ""

    @property
    def form(self) -> CorrectionForm:
        if self._form is None:
            raise FactUnknownError(self.key)
        return self._form

    @property
    def called(self) -> str:
        """What the fact is, as the form calls it."""
        return label_of(self.form.kind).partition(":")[0]

    def title(self, typed: Mapping[str, str]) -> str:
        return f"Correct {self.called} {self.number}: {self._whose}"

    def prepare(self, desk: Desk, needed: str) -> None:
        held = desk.run(read_held, self.kind, self.number, version=self.version)
        choices = desk.run(read_record_choices, held.person, self.rulebook(), alone=True)
        self._whose = f"{held.person} {held.name}"
        self._form = CorrectionForm(choices, held.kind, held.values, held.kept)

    def prefilled(self, desk: Desk) -> dict[str, str]:
        return self.form.typed()

    def review(self, desk: Desk, values: Mapping[str, Any]) -> Page:
        said = {name: value for name, value in values.items() if name != "reason"}
        review = desk.run(
            review_correction,
            self.kind,
            self.number,
            said,
            self.form.choices,
            version=self.version,
        )
        found = desk.run(read_fact, self.fact)
        altered = self._altered(review, said, desk)
        return correction_page(found, review, self.called, altered, values["reason"])

    def _altered(
        self, review: CorrectionReview, values: Mapping[str, Any], desk: Desk
    ) -> list[Altered]:
        """Word each field that changes, as the form says it before and after."""
        form, today = self.form, london_day(desk.now())
        codes = {name: value for name, value in values.items() if isinstance(value, str)}
        was, will = form.fields(form.typed()), form.fields(codes)
        before = {field.name: form.value(field.name) for field in was}
        changed = {*review.fields, *({"period"} if "period_from" in review.fields else ())}

        def words(fields: tuple[FormField, ...], name: str, said: Mapping[str, Any]) -> str | None:
            found = said_in_full([one for one in fields if one.name == name], said, today=today)
            return found[0][1] if found else None

        labels = {field.name: field.label for field in (*was, *will)}
        altered: list[Altered] = []
        for name, label in labels.items():
            old, new = words(was, name, before), words(will, name, values)
            old = review.named_before.get(name, old) if old else None
            new = review.named.get(name, new) if new else None
            if name in changed and old != new:
                altered.append(Altered(label, old, new))
        return altered

    def submit(self, desk: Desk, values: Mapping[str, Any]) -> Done:
        said = {name: value for name, value in values.items() if name != "reason"}
        made = desk.run(
            correct_told,
            self.kind,
            self.number,
            said,
            version=self.version,
            reason=values["reason"],
        )
        what = f"{self.called} {self.number}, of {self._whose}"
        return Done(
            f"Corrected: {what}. The next nightly check judges the case with it.",
            Target("fact", self.fact),
            Undo(f"Take back your correction of {what}.", self._undone(made)),
        )

    def _undone(self, made: Corrected) -> Callable[[Desk], str]:
        def use(desk: Desk) -> str:
            return desk.run(
                undo_correction,
                self.kind,
                self.number,
                version=made.version,
                revision=made.revision,
            )

        return use
