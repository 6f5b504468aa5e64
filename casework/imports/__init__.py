"""Imports from beginning to end, one module a kind of file."""

from casework.imports.establishments import import_establishments
from casework.imports.events import import_events
from casework.imports.extracts import (
    import_alerts,
    import_allocations,
    import_companies,
    import_members,
    import_registers,
    import_travel,
)
from casework.imports.groups import import_groups
from casework.imports.job import Options, Tell
from casework.imports.movements import import_movements
from casework.imports.officers import import_officers
from casework.imports.orders import import_orders
from casework.imports.prisoners import import_prisoners

__all__ = [
    "Options",
    "Tell",
    "import_alerts",
    "import_allocations",
    "import_companies",
    "import_establishments",
    "import_events",
    "import_groups",
    "import_members",
    "import_movements",
    "import_officers",
    "import_orders",
    "import_prisoners",
    "import_registers",
    "import_travel",
]
