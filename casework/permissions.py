"""Which role may do what: one small explicit table, and how far each role sees."""

from collections.abc import Iterable
from enum import StrEnum

from casework.models.agencies import Role


class Action(StrEnum):
    """What can be done at the desk."""

    SIGN_IN = "sign_in"
    KEEP_DRAFT = "keep_draft"
    READ_TODAY = "read_today"
    LIST_CASELOAD = "list_caseload"
    SEARCH = "search"
    READ_PERSON = "read_person"
    READ_ORDER = "read_order"
    READ_PRISON = "read_prison"
    READ_WHO_LOOKED = "read_who_looked"
    RECORD_ORDER = "record_order"
    ALLOCATE = "allocate"
    OPEN_CASE = "open_case"
    RECORD_FACTS = "record_facts"
    CORRECT_FACTS = "correct_facts"
    CHECK_CASE = "check_case"
    LIST_FLAGS = "list_flags"
    READ_FLAG = "read_flag"
    LIST_UNCHECKED = "list_unchecked"
    TAKE_UP_FLAG = "take_up_flag"
    SNOOZE_FLAG = "snooze_flag"
    DECIDE_FLAG = "decide_flag"
    APPROVE_DECISION = "approve_decision"
    JUDGE_IDENTITY = "judge_identity"
    IMPORT = "import"
    LOAD_DEMO = "load_demo"
    RUN_NIGHT = "run_night"
    READ_HEALTH = "read_health"
    KEEP_REGISTERS = "keep_registers"
    READ_RATES = "read_rates"
    READ_LOG = "read_log"


_AT_THE_SCREENS = frozenset({Action.SIGN_IN, Action.KEEP_DRAFT, Action.READ_TODAY})
_READING = _AT_THE_SCREENS | {
    Action.LIST_CASELOAD,
    Action.SEARCH,
    Action.READ_PERSON,
    Action.READ_ORDER,
    Action.READ_PRISON,
    Action.READ_WHO_LOOKED,
    Action.CHECK_CASE,
    Action.LIST_FLAGS,
    Action.READ_FLAG,
    Action.LIST_UNCHECKED,
    Action.READ_HEALTH,
    Action.READ_RATES,
}
_CASE_WORK = _READING | {
    Action.OPEN_CASE,
    Action.RECORD_FACTS,
    Action.RECORD_ORDER,
    Action.CORRECT_FACTS,
    Action.ALLOCATE,
}
_FLAG_WORK = frozenset({Action.TAKE_UP_FLAG, Action.SNOOZE_FLAG, Action.DECIDE_FLAG})

PERMITTED: dict[Role, frozenset[Action]] = {
    Role.OFFENDER_MANAGER: _CASE_WORK | _FLAG_WORK | {Action.JUDGE_IDENTITY},
    Role.PRISON_INTELLIGENCE_OFFICER: _READING | {Action.RECORD_FACTS},
    Role.INTELLIGENCE_SUPERVISOR: _READING
    | {Action.RECORD_FACTS, Action.CORRECT_FACTS, Action.JUDGE_IDENTITY},
    Role.SUPERVISOR: _CASE_WORK
    | _FLAG_WORK
    | {Action.APPROVE_DECISION, Action.IMPORT, Action.JUDGE_IDENTITY},
    Role.COUNTER_CORRUPTION_OFFICER: _READING,
    Role.AUDITOR: frozenset({Action.SIGN_IN, Action.READ_LOG, Action.READ_HEALTH}),
    Role.ADMINISTRATOR: frozenset(
        {
            Action.SIGN_IN,
            Action.IMPORT,
            Action.LOAD_DEMO,
            Action.KEEP_REGISTERS,
            Action.READ_RATES,
            Action.READ_HEALTH,
        }
    ),
    Role.NIGHTLY_CHECK: frozenset({Action.RUN_NIGHT, Action.READ_RATES, Action.READ_HEALTH}),
}
"""What each role may do. What is not written here is refused."""

DOES: dict[Action, str] = {
    Action.KEEP_DRAFT: "fill in forms or keep drafts",
    Action.READ_TODAY: "see what today asks for",
    Action.LIST_CASELOAD: "see the caseload",
    Action.SEARCH: "search the records",
    Action.READ_PERSON: "read a person's record",
    Action.READ_ORDER: "read an order",
    Action.READ_PRISON: "see who is in which prison",
    Action.READ_WHO_LOOKED: "see who looked at a record",
    Action.RECORD_ORDER: "record an order",
    Action.ALLOCATE: "name a lead officer or cover",
    Action.OPEN_CASE: "open a case",
    Action.CHECK_CASE: "check a case",
    Action.READ_FLAG: "read a flag",
    Action.LIST_UNCHECKED: "list what cannot be checked",
    Action.TAKE_UP_FLAG: "take up a flag",
    Action.SNOOZE_FLAG: "put a flag aside",
    Action.DECIDE_FLAG: "decide a flag",
    Action.APPROVE_DECISION: "confirm or refuse a colleague's decision",
    Action.JUDGE_IDENTITY: "judge whether two records are of one person",
    Action.RUN_NIGHT: "run the nightly check",
    Action.READ_HEALTH: "see how the nightly check goes",
    Action.KEEP_REGISTERS: "keep the registers",
    Action.READ_LOG: "read the log",
}
"""What an action is called after "may not", where its name with blanks would not do."""

SEES_EVERYONE = frozenset({Role.NIGHTLY_CHECK, Role.ADMINISTRATOR})
"""Roles that work on every agency's records; the others see their own agency's."""


def permitting_role(roles: Iterable[Role], action: Action) -> Role | None:
    """Return the first role, by name, that permits *action*; None if none does."""
    return next((role for role in sorted(roles) if action in PERMITTED[role]), None)
