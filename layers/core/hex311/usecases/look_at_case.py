"""Who of the staff is looking at a case just now, so that two do not do the same thing.

A screen says so every `AGAIN_S` seconds while somebody looks at it, and learns by the same answer who else does and
whether the case has changed. What was not said again is over after `LASTS_S` seconds; nobody has to say goodbye.
"""

from dataclasses import dataclass
from typing import Any

from hex311.domain.policy import Action, Role, Staff
from hex311.ports import Looker, Ports
from hex311.usecases.change_case import case_id_of, load
from hex311.usecases.read_for_staff import permit

AGAIN_S, LASTS_S = 20, 50


@dataclass(frozen=True, slots=True)
class Presence:
    """The others who are looking, by name, and the version of the case."""

    others: tuple[Looker, ...]
    version: int


def look_at_case(ports: Ports, staff: Staff, number: str, looking: bool) -> Presence:
    """Note that the staff member looks at the case (or does not any more); `Forbidden` or `NotFound` by the policy.

    People of vendors are told no names: those belong to the city's own staff.
    """
    case_id = case_id_of(number)
    case = load(ports, case_id)
    permit(staff, Action.READ_REQUEST, case)
    me = Looker(staff.subject, staff.name, ports.now() + LASTS_S if looking else 0)
    found = ports.presence.note(case_id, me, ports.now())
    others = () if staff.roles <= {Role.VENDOR} else tuple(one for one in found if one.subject != me.subject)
    return Presence(tuple(sorted(others, key=lambda one: (one.name, one.subject))), case.request.version)


def presence_view(presence: Presence) -> dict[str, Any]:
    """Schema `answers/presence.json`."""
    return {
        "others": [{"name": one.name} for one in presence.others],
        "version": presence.version,
        "again_in_s": AGAIN_S,
    }
