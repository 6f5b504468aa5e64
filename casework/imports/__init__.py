"""Imports from beginning to end, one module a kind of file."""

from casework.imports.establishments import import_establishments
from casework.imports.events import import_events
from casework.imports.job import Options, Tell
from casework.imports.movements import import_movements
from casework.imports.orders import import_orders
from casework.imports.prisoners import import_prisoners

__all__ = [
    "Options",
    "Tell",
    "import_establishments",
    "import_events",
    "import_movements",
    "import_orders",
    "import_prisoners",
]
