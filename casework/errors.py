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
