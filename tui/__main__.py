"""`python -m tui`: open the screens on the case database the settings name."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("ESCDELAY", "30")  # read by Textual on import; its default delays every Esc

from casework.collector import seldom
from tui.app import CaseworkApp
from tui.escape import tell_escape_at_once

if TYPE_CHECKING:
    from casework.office import Office


_TURN = 0.001
"""Seconds after which a thread that reads lets the screens' own have a turn; Python's are 0.005."""


def _log() -> Path:
    state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local/state"
    return Path(state) / "casework" / "errors.log"


def _opened() -> "Office":
    from casework.office import open_office  # noqa: PLC0415  # heavy: loaded behind the sign-in
    from casework.settings import read_settings  # noqa: PLC0415  # the same

    return open_office(read_settings())


def main() -> int:
    """Run the screens; a refusal is said in one sentence once they are closed."""
    seldom()
    sys.setswitchinterval(_TURN)
    tell_escape_at_once()
    app = CaseworkApp(_opened, log=_log())
    app.run()
    if app.office is not None:
        app.office.engine.dispose()
    if app.refusal is not None:
        print(app.refusal, file=sys.stderr)  # noqa: T201  # there is no screen to say it on
        return 2
    return app.return_code or 0


def run() -> None:
    """Run the screens and end the program: what `casework-screens` starts."""
    sys.exit(main())


if __name__ == "__main__":
    run()
