"""Refusals an officer can be shown."""


class CaseworkError(Exception):
    """Base of every refusal; `str(error)` is a sentence fit for the screen."""


class SettingsError(CaseworkError):
    """The settings are missing something, or contradict each other."""


class KeyMissingError(CaseworkError):
    """There is no key file where the settings say it is."""


class KeyRefusedError(CaseworkError):
    """A key file or a recovery key cannot be trusted as it is."""


class StoreRefusedError(CaseworkError):
    """The database cannot be opened, or not safely."""


class SchemaUnknownError(CaseworkError):
    """The database has a schema this program does not know."""


class SchemaRefusedError(CaseworkError):
    """A migration would have left the database inconsistent, and was undone."""


class NotPermittedError(CaseworkError):
    """The officer's roles do not allow the action; *does* words it, to follow "may not"."""

    def __init__(self, *, login: str, action: str, does: str = "") -> None:
        super().__init__(
            f"{login} may not {does or action.replace('_', ' ')}. Somebody with the right role "
            "has to; an administrator gives roles."
        )
        self.login = login
        self.action = action


class OfficerUnknownError(CaseworkError):
    """Nobody with this login may sit at the desk."""

    def __init__(self, login: str) -> None:
        super().__init__(
            f"There is no open account with the login {login}. Check CASEWORK_OFFICER, or ask "
            "an administrator."
        )
        self.login = login


class PersonNotFoundError(CaseworkError):
    """Nobody the officer may see is known by what was typed."""

    def __init__(self, typed: str) -> None:
        super().__init__(
            f"Nobody is known here as {typed}. Give our own number (such as P12), a prison "
            "number, a PNC, a CRO or a CRN."
        )
        self.typed = typed


class PersonAmbiguousError(CaseworkError):
    """More than one person is known by what was typed."""

    def __init__(self, typed: str, references: list[str]) -> None:
        super().__init__(
            f"{typed} belongs to more than one person: {', '.join(references)}. Give one of "
            "these, and have the record put right."
        )
        self.references = references


class FactNotFoundError(CaseworkError):
    """There is no such fact that the officer may see, or it was withdrawn."""

    def __init__(self, fact_id: int) -> None:
        super().__init__(f"There is no fact {fact_id} to correct; it may have been withdrawn.")
        self.fact_id = fact_id


class FactUnknownError(CaseworkError):
    """There is no such fact that the officer may see."""

    def __init__(self, typed: str) -> None:
        super().__init__(
            f"There is no fact known here as {typed}. Give its kind and its number, such as "
            "event/123."
        )
        self.typed = typed


class OrderNotFoundError(CaseworkError):
    """There is no such order that the officer may see, or it was withdrawn."""

    def __init__(self, typed: str) -> None:
        super().__init__(
            f"There is no order {typed}. An order is named by the person and its number, as in "
            "P12/45; the person's record lists them."
        )
        self.typed = typed


class ReasonMissingError(CaseworkError):
    """A correction, a withdrawal, a decision or a snooze was asked for without a reason."""

    def __init__(self) -> None:
        super().__init__("Say why: this needs a reason.")


class ReasonRefusedError(CaseworkError):
    """A reason is too long, or holds what is not for reading."""

    def __init__(self, why: str) -> None:
        super().__init__(f"The reason {why}.")


class FactRefusedError(CaseworkError):
    """A fact contradicts itself, or refers to what is not there."""


class LeaseHeldError(CaseworkError):
    """Another run of the same job is at work."""


class LeaseLostError(CaseworkError):
    """This run lost its lease to another, and must not write any more."""

    def __init__(self, job: str) -> None:
        super().__init__(
            f"This {job} was taken over by another run and has stopped; nothing it had "
            "finished is lost."
        )


class DayRefusedError(CaseworkError):
    """A day was asked for that the nightly check cannot judge."""


class FlagNotFoundError(CaseworkError):
    """There is no such flag the officer may see."""

    def __init__(self, flag_id: int) -> None:
        super().__init__(f"There is no flag {flag_id}. `casework flags` lists the open ones.")
        self.flag_id = flag_id


class ImportRefusedError(CaseworkError):
    """An import cannot begin: its mapping, its source or its file is not fit for it."""


class ImportStoppedError(CaseworkError):
    """A file cannot be read any further; what was read before it broke off stands."""


class RowRefusedError(CaseworkError):
    """One row cannot be taken in; the sentence says why and what to do."""


class SourceUnknownError(CaseworkError):
    """There is no source with this code."""

    def __init__(self, code: str, known: list[str]) -> None:
        super().__init__(f"There is no source {code}. The sources are: {', '.join(known)}.")
        self.code = code


class FlagChangedError(CaseworkError):
    """A flag is not as the officer saw it."""

    def __init__(self, flag_id: int) -> None:
        super().__init__(
            f"Flag {flag_id} has changed since you saw it: it was reworded, decided or ended, or "
            "another decision on it is proposed. "
            "Read it again before you decide."
        )
        self.flag_id = flag_id


class FlagNotOpenError(CaseworkError):
    """Only an open flag can be worked on, and this one is not."""

    def __init__(self, flag_id: int, ended: str) -> None:
        super().__init__(
            f"Flag {flag_id} is not open: it {ended}. `casework flag {flag_id}` tells what "
            "became of it."
        )
        self.flag_id = flag_id


class DecisionPendingError(CaseworkError):
    """A decision on the flag waits for a second officer."""

    def __init__(self, flag_id: int, proposed_by: str) -> None:
        super().__init__(
            f"A decision on flag {flag_id} was proposed by {proposed_by} and waits for a second "
            f"officer: `casework confirm {flag_id}` settles it, or with --refuse refuses it."
        )
        self.flag_id = flag_id
        self.proposed_by = proposed_by


class DecisionNotPendingError(CaseworkError):
    """No decision on the flag waits for a second officer."""

    def __init__(self, flag_id: int) -> None:
        super().__init__(
            f"No decision on flag {flag_id} waits for a second officer. `casework flags "
            "--needs-second` lists the flags that have one."
        )
        self.flag_id = flag_id


class SecondOfficerNeededError(CaseworkError):
    """A decision cannot be settled by the officer who proposed it."""

    def __init__(self, flag_id: int, waits_for: str) -> None:
        super().__init__(f"You proposed the decision on flag {flag_id} yourself. {waits_for}")
        self.flag_id = flag_id


class SnoozeRefusedError(CaseworkError):
    """A flag cannot be put aside, or not for so long."""


class IdentityRefusedError(CaseworkError):
    """Two records cannot be judged the same, or not; the sentence shows what stands against it."""


class JudgementNotFoundError(CaseworkError):
    """There is no such judgement that stands."""

    def __init__(self, judgement_id: int) -> None:
        super().__init__(
            f"There is no judgement {judgement_id} that stands. `casework same --list` shows "
            "those that do."
        )
        self.judgement_id = judgement_id


class CandidateNotFoundError(CaseworkError):
    """There is no such candidate the officer may see."""

    def __init__(self, candidate_id: int) -> None:
        super().__init__(
            f"There is no candidate {candidate_id}. `casework candidates` lists the open ones."
        )
        self.candidate_id = candidate_id


class CandidateRefusedError(CaseworkError):
    """A candidate cannot be decided so; the sentence shows what stands against it."""


class PrisonNotFoundError(CaseworkError):
    """There is no such prison, and nobody on record is held in one of that code."""

    def __init__(self, code: str) -> None:
        super().__init__(
            f"There is no prison {code} in the register, and nobody on record is held there. "
            "`casework prisons` lists those where somebody is."
        )
        self.code = code


class OfficerNotFoundError(CaseworkError):
    """There is no such officer the officer at the desk may see."""

    def __init__(self, login: str) -> None:
        super().__init__(
            f"There is no officer {login} here. `casework allocations` lists those there are."
        )
        self.login = login


class AllocationRefusedError(CaseworkError):
    """A person cannot be allocated so; the sentence shows what stands against it."""


class AllocationChangedError(CaseworkError):
    """Who leads or covers is not as the officer saw it."""

    def __init__(self, whose: str, how: str) -> None:
        super().__init__(
            f"Somebody else changed who leads or covers {whose} since you looked: {how} Nothing "
            "was recorded; look again."
        )
        self.whose = whose


class ListRefusedError(CaseworkError):
    """A caseload cannot be kept under that name; the words tell why."""
