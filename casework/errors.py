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
    """The officer's roles do not allow the action."""

    def __init__(self, *, login: str, action: str) -> None:
        super().__init__(
            f"{login} may not {action.replace('_', ' ')}. Ask a supervisor or an administrator "
            "whether the role for it should be given."
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


class ReasonMissingError(CaseworkError):
    """A correction, withdrawal or decision was made without a reason."""

    def __init__(self) -> None:
        super().__init__("Say why: a correction, a withdrawal and a decision each need a reason.")


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
            f"Flag {flag_id} has changed since you saw it: it was reworded, decided or ended. "
            "Read it again before you decide."
        )
        self.flag_id = flag_id
