"""How an error is told where its message could carry case data: its kind and its place."""

import traceback
from pathlib import PurePath


def told(error: BaseException) -> str:
    """Name an error by kind and the line it came from, as in "ValueError at rules/days.py:82".

    Its message is left out: it may hold a name or a number of the case. `casework check` of
    the person shows the whole of it to whoever may see the case.
    """
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return type(error).__name__
    place = PurePath(frames[-1].filename)
    return f"{type(error).__name__} at {place.parent.name}/{place.name}:{frames[-1].lineno}"
