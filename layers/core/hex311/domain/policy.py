"""Who of the staff may do what: one table of role x action, with department and sensitivity.

Every staff action asks `check`; nothing else decides. A rule says whether the action is limited to the staff
member's own departments and whether it reaches private cases.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from hex311.domain.errors import Forbidden


class Role(StrEnum):
    AGENT = "agent"
    TRIAGE = "triage"
    DISPATCHER = "dispatcher"
    CREW = "crew"
    VENDOR = "vendor"
    MANAGER = "manager"
    ADMIN = "admin"


class Action(StrEnum):
    LIST_WORK_ORDERS = "list_work_orders"
    LIST_ESCALATIONS = "list_escalations"
    PLAN_ROUTE = "plan_route"
    MANAGE_LAYERS = "manage_layers"
    MANAGE_API_KEYS = "manage_api_keys"
    MANAGE_USERS = "manage_users"
    READ_AUDIT = "read_audit"
    PUBLISH_CITY = "publish_city"
    READ_REQUEST = "read_request"
    READ_CONTACT = "read_contact"
    RELEASE_CONTENT = "release_content"
    ASSIGN_WORK_ORDER = "assign_work_order"
    START_WORK_ORDER = "start_work_order"
    COMPLETE_WORK_ORDER = "complete_work_order"
    CLAIM_WORK_ORDER = "claim_work_order"
    SCHEDULE_WORK_ORDER = "schedule_work_order"
    PAUSE_WORK_ORDER = "pause_work_order"
    TRANSFER_WORK_ORDER = "transfer_work_order"
    SPLIT_WORK_ORDER = "split_work_order"
    MERGE_REQUESTS = "merge_requests"
    ASK_RESIDENT = "ask_resident"
    CHECK_OWNER = "check_owner"
    LIST_FLAGS = "list_flags"
    LIST_HOTSPOTS = "list_hotspots"
    EDIT_DUPLICATE_RULES = "edit_duplicate_rules"
    READ_FIGURES = "read_figures"
    LIST_DELIVERIES = "list_deliveries"
    REDRIVE_DELIVERY = "redrive_delivery"
    ASK_PHOTO_TICKET = "ask_photo_ticket"
    ATTACH_PHOTOS = "attach_photos"
    VIEW_PHOTOS = "view_photos"
    CORRECT_LOCATION = "correct_location"
    RECLASSIFY_REQUEST = "reclassify_request"
    SHARE_VIEWS = "share_views"
    FIND_CALLER = "find_caller"
    FILE_REQUEST = "file_request"
    READ_STEP_POSITIONS = "read_step_positions"
    COUNT_INFORMATION_CALL = "count_information_call"
    LIST_INFORMATION_CALLS = "list_information_calls"


@dataclass(frozen=True, slots=True)
class Rule:
    """`own_department`: only where the staff member belongs; `private`: also for private cases."""

    own_department: bool
    private: bool


_EVERYWHERE = Rule(own_department=False, private=True)
_EVERYWHERE_NOT_PRIVATE = Rule(own_department=False, private=False)
_OWN = Rule(own_department=True, private=True)
_OWN_NOT_PRIVATE = Rule(own_department=True, private=False)

#: Whoever answers the telephone. A call is about anything in the city, so a report of any type may be filed; what is
#: told of a caller's earlier cases is READ_REQUEST's to say, case by case.
_CALLS = {
    Action.FIND_CALLER: _EVERYWHERE_NOT_PRIVATE,
    Action.FILE_REQUEST: _EVERYWHERE,
    Action.COUNT_INFORMATION_CALL: _EVERYWHERE_NOT_PRIVATE,
}

POLICY: dict[Role, dict[Action, Rule]] = {
    Role.AGENT: {
        Action.ASK_RESIDENT: _EVERYWHERE_NOT_PRIVATE,
        Action.READ_REQUEST: _EVERYWHERE_NOT_PRIVATE,
        Action.READ_CONTACT: _EVERYWHERE_NOT_PRIVATE,
        Action.LIST_WORK_ORDERS: _EVERYWHERE_NOT_PRIVATE,
        Action.ASK_PHOTO_TICKET: _EVERYWHERE_NOT_PRIVATE,
        Action.ATTACH_PHOTOS: _EVERYWHERE_NOT_PRIVATE,
        Action.VIEW_PHOTOS: _EVERYWHERE_NOT_PRIVATE,
        Action.CORRECT_LOCATION: _EVERYWHERE_NOT_PRIVATE,
        **_CALLS,
    },
    Role.TRIAGE: {
        Action.ASK_RESIDENT: _EVERYWHERE,
        Action.CHECK_OWNER: _EVERYWHERE,
        Action.READ_REQUEST: _EVERYWHERE,
        Action.READ_CONTACT: _EVERYWHERE,
        Action.LIST_WORK_ORDERS: _EVERYWHERE,
        Action.LIST_ESCALATIONS: _EVERYWHERE,
        Action.RELEASE_CONTENT: _EVERYWHERE_NOT_PRIVATE,
        Action.ASSIGN_WORK_ORDER: _EVERYWHERE,
        Action.TRANSFER_WORK_ORDER: _EVERYWHERE,
        Action.MERGE_REQUESTS: _EVERYWHERE,
        Action.LIST_HOTSPOTS: _EVERYWHERE_NOT_PRIVATE,
        Action.READ_FIGURES: _EVERYWHERE_NOT_PRIVATE,
        Action.LIST_DELIVERIES: _EVERYWHERE,
        Action.ASK_PHOTO_TICKET: _EVERYWHERE_NOT_PRIVATE,
        Action.ATTACH_PHOTOS: _EVERYWHERE,
        Action.VIEW_PHOTOS: _EVERYWHERE,
        Action.CORRECT_LOCATION: _EVERYWHERE,
        Action.RECLASSIFY_REQUEST: _EVERYWHERE,
        Action.SHARE_VIEWS: _EVERYWHERE_NOT_PRIVATE,
        Action.LIST_INFORMATION_CALLS: _EVERYWHERE_NOT_PRIVATE,
        **_CALLS,
    },
    Role.DISPATCHER: {
        Action.ASK_RESIDENT: _OWN,
        Action.CHECK_OWNER: _OWN,
        Action.LIST_FLAGS: _OWN,
        Action.READ_REQUEST: _OWN,
        Action.READ_CONTACT: _OWN,
        Action.LIST_WORK_ORDERS: _OWN,
        Action.LIST_ESCALATIONS: _OWN,
        Action.PLAN_ROUTE: _OWN,
        Action.RELEASE_CONTENT: _OWN_NOT_PRIVATE,
        Action.ASSIGN_WORK_ORDER: _OWN,
        Action.START_WORK_ORDER: _OWN,
        Action.COMPLETE_WORK_ORDER: _OWN,
        Action.CLAIM_WORK_ORDER: _OWN,
        Action.SCHEDULE_WORK_ORDER: _OWN,
        Action.PAUSE_WORK_ORDER: _OWN,
        Action.TRANSFER_WORK_ORDER: _OWN,
        Action.SPLIT_WORK_ORDER: _OWN,
        Action.READ_STEP_POSITIONS: _OWN,
        Action.MERGE_REQUESTS: _OWN,
        Action.LIST_HOTSPOTS: _EVERYWHERE_NOT_PRIVATE,
        Action.READ_FIGURES: _OWN,
        Action.LIST_DELIVERIES: _OWN,
        Action.REDRIVE_DELIVERY: _OWN,
        Action.ASK_PHOTO_TICKET: _EVERYWHERE_NOT_PRIVATE,
        Action.ATTACH_PHOTOS: _OWN,
        Action.VIEW_PHOTOS: _OWN,
        Action.CORRECT_LOCATION: _OWN,
        Action.RECLASSIFY_REQUEST: _OWN,
        Action.SHARE_VIEWS: _OWN_NOT_PRIVATE,
        **_CALLS,
    },
    Role.CREW: {
        Action.READ_REQUEST: _OWN,
        Action.LIST_WORK_ORDERS: _OWN,
        Action.PLAN_ROUTE: _OWN,
        Action.CLAIM_WORK_ORDER: _OWN,
        Action.START_WORK_ORDER: _OWN,
        Action.PAUSE_WORK_ORDER: _OWN,
        Action.COMPLETE_WORK_ORDER: _OWN,
        Action.ASK_PHOTO_TICKET: _EVERYWHERE_NOT_PRIVATE,
        Action.ATTACH_PHOTOS: _OWN,
        Action.VIEW_PHOTOS: _OWN,
        Action.CORRECT_LOCATION: _OWN,
    },
    # Somebody else's people, signed in here: the work of their own department and nothing private.
    Role.VENDOR: {
        Action.READ_REQUEST: _OWN_NOT_PRIVATE,
        Action.LIST_WORK_ORDERS: _OWN_NOT_PRIVATE,
        Action.CLAIM_WORK_ORDER: _OWN_NOT_PRIVATE,
        Action.ASSIGN_WORK_ORDER: _OWN_NOT_PRIVATE,
        Action.SCHEDULE_WORK_ORDER: _OWN_NOT_PRIVATE,
        Action.START_WORK_ORDER: _OWN_NOT_PRIVATE,
        Action.PAUSE_WORK_ORDER: _OWN_NOT_PRIVATE,
        Action.COMPLETE_WORK_ORDER: _OWN_NOT_PRIVATE,
    },
    Role.MANAGER: {
        Action.LIST_FLAGS: _EVERYWHERE,
        Action.READ_REQUEST: _EVERYWHERE,
        Action.LIST_WORK_ORDERS: _EVERYWHERE,
        Action.PLAN_ROUTE: _EVERYWHERE,
        Action.LIST_ESCALATIONS: _EVERYWHERE,
        Action.ASSIGN_WORK_ORDER: _EVERYWHERE,
        Action.LIST_HOTSPOTS: _EVERYWHERE_NOT_PRIVATE,
        Action.READ_FIGURES: _EVERYWHERE,
        Action.LIST_DELIVERIES: _EVERYWHERE,
        Action.REDRIVE_DELIVERY: _EVERYWHERE,
        Action.VIEW_PHOTOS: _EVERYWHERE,
        Action.SHARE_VIEWS: _EVERYWHERE_NOT_PRIVATE,
        Action.SCHEDULE_WORK_ORDER: _EVERYWHERE,
        Action.TRANSFER_WORK_ORDER: _EVERYWHERE,
        Action.LIST_INFORMATION_CALLS: _EVERYWHERE_NOT_PRIVATE,
    },
    Role.ADMIN: dict.fromkeys(Action, _EVERYWHERE),
}


@dataclass(frozen=True, slots=True)
class Staff:
    """Who acts: the identity provider's subject, roles and department codes, and the name that colleagues see.

    An outside system that answers for a department (`kind` `vendor`) is not signed in: its subject is the department.
    """

    subject: str
    roles: frozenset[Role]
    departments: frozenset[str]
    kind: str = "staff"
    name: str = ""

    @property
    def actor(self) -> str:
        """How the case history names them; `vendor:<department>` is an outside system or the holder of a link.

        It stays on the stored event and is never relayed.
        """
        return f"{self.kind}:{self.subject}" + (f" ({self.name})" if self.name else "")


def name_in(actor: str) -> str:
    """The name in what the case history says of who acted; empty where the login had none."""
    found = re.match(r"[a-z]+:\S+? \(([^()]*)\)(?:: |$)", actor)
    return found[1] if found else ""


def allows(staff: Staff, action: Action, departments: Iterable[str], *, private: bool) -> bool:
    """Whether any of the roles permits the action on something of these departments."""
    concerned = set(departments)
    for role in staff.roles:
        rule = POLICY[role].get(action)
        if rule is None or (private and not rule.private):
            continue
        if not rule.own_department or concerned & staff.departments:
            return True
    return False


@dataclass(frozen=True, slots=True)
class Permission:
    """What the table lets a person do: everywhere (`departments` None) or in some departments."""

    action: Action
    departments: frozenset[str] | None
    private: bool


def permissions(staff: Staff) -> list[Permission]:
    """All that `allows` says yes to, for apps that show nobody what they may not do; they decide nothing.

    Two roles that reach differently far give two permissions of one action.
    """
    rules = {(action, rule) for role in staff.roles for action, rule in POLICY[role].items()}
    return [
        Permission(action, staff.departments if rule.own_department else None, rule.private)
        for action, rule in sorted(rules, key=lambda one: (one[0], one[1].own_department, one[1].private))
    ]


def check(staff: Staff, action: Action, departments: Iterable[str], *, private: bool) -> None:
    """`Forbidden` unless the table allows it."""
    if not allows(staff, action, departments, private=private):
        raise Forbidden
