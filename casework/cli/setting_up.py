"""Setting up: a new database, its key, and its schema."""

import click

from casework import keys, schema
from casework.cli.words import TEXT, tell
from casework.office import found_office
from casework.settings import read_settings
from casework.store import open_store


@click.command()
@click.option(
    "--agency", type=TEXT, default="Regional unit", help="The agency that keeps the records."
)
def init(agency: str) -> None:
    """Make a new, encrypted case database and its key; the recovery key is shown once."""
    settings = read_settings()
    recovery = found_office(settings, agency=agency)
    if recovery is None:
        tell("The case database is ready on the PostgreSQL server.")
    else:
        tell(f"The case database is {settings.database_file}; only this key opens it:")
        tell(f"  {settings.key_file}")
        tell("If the key file is lost, only this recovery key can bring it back. It is shown")
        tell("once: write it down and keep it away from this machine.")
        tell()
        tell(f"  {recovery}")
        tell()
    tell(f"{settings.officer} may sign in. Next: `casework import`, or `casework demo-data`.")


@click.command("restore-key")
@click.option("--recovery-key", prompt="Recovery key", hide_input=True)
def restore_key(recovery_key: str) -> None:
    """Write the key file again from the recovery key that `casework init` showed."""
    settings = read_settings()
    keys.restore(settings.key_file, recovery_key)
    open_store(settings).dispose()
    tell(f"The key file {settings.key_file} is back, and it opens the database.")


@click.group()
def db() -> None:
    """Look after the schema of the database."""


@db.command()
def upgrade() -> None:
    """Bring the schema to what this release needs."""
    engine = open_store(read_settings())
    schema.upgrade(engine)
    tell(f"The schema is at {schema.current(engine)}.")
    engine.dispose()
