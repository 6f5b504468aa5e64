"""`python -m tui`: open the screens on the case database the settings name."""

import os
import sys

os.environ.setdefault("ESCDELAY", "30")  # read by Textual on import; its default delays every Esc

from casework.errors import CaseworkError
from casework.office import open_office
from casework.settings import read_settings
from tui.app import CaseworkApp


def main() -> int:
    """Run the screens; a refusal is said in one sentence before anything is drawn."""
    try:
        office = open_office(read_settings())
    except CaseworkError as refusal:
        print(refusal, file=sys.stderr)  # noqa: T201  # there is no screen to say it on
        return 2
    with office:
        CaseworkApp(office.desk("tui")).run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
