"""What a supervisor asks of the figures, checked: which cases (a department, an area, types), and of which days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from hex311.domain.case_entry import NOBODY, CaseEntry
from hex311.domain.catalogue import Catalogue
from hex311.domain.contribution import local_day
from hex311.domain.errors import BadInput, Problem
from hex311.domain.policy import Action, Staff, allows, check
from hex311.ports import Ports
from hex311.usecases.count_insights import looked_at_layers, zone_of
from hex311.usecases.explore_question import question_from

#: The longest period, both days included. The period before is read as well.
MOST_DAYS = 366
USUAL_DAYS = 28
MOST_TYPES = 40


@dataclass(frozen=True, slots=True)
class Scope:
    """Which cases, and of which days (ISO, both included). Empty: all departments, the whole city, all types.

    `codes` are types of the pack, None for all of them. `private` says whether the asker may see private cases.
    """

    department: str
    layer: str
    area: str
    codes: frozenset[str] | None
    group: str
    first: str
    last: str
    today: str
    private: bool

    def holds(self, entry: CaseEntry) -> bool:
        """Whether a case is one of these; its days are not looked at."""
        if entry.private and not self.private:
            return False
        if self.codes is not None and entry.code not in self.codes:
            return False
        if self.department and (entry.department or NOBODY) != self.department:
            return False
        return not self.layer or entry.lies_in(self.layer, self.area)

    @property
    def days(self) -> int:
        return (date.fromisoformat(self.last) - date.fromisoformat(self.first)).days + 1

    @property
    def before(self) -> tuple[str, str]:
        """The period of the same length that ends where this one begins."""
        first = date.fromisoformat(self.first)
        return (first - timedelta(days=self.days)).isoformat(), (first - timedelta(days=1)).isoformat()


def scope_of(ports: Ports, staff: Staff, query: Mapping[str, str], *, for_list: bool = False) -> Scope:
    """Read `department`, or `layer` and `area`; `service_code` (several with commas) or `group`; `from` and `to`.

    A list may be of an area within a department, and of what no department has yet (`-`); figures are counted for
    neither.

    `Forbidden` unless the policy table lets them read such figures; `BadInput` or `NotFound` for what there is not.
    """
    catalogue = ports.catalogue.current()
    department = query.get("department", "")
    is_nobodys = for_list and department == NOBODY
    concerned = [department] if department and not is_nobodys else []
    check(staff, Action.READ_FIGURES, concerned, private=False)
    problems = []
    if concerned and department not in catalogue.documents["departments"]:
        problems.append(Problem("department", "There is no such department.", "Send a department code."))
    if department and query.get("layer") and not for_list:
        problems.append(Problem("department", "This does not go with an area.", "Send one of the two."))
    codes = [code for code in query.get("service_code", "").split(",") if code]
    if len(codes) > MOST_TYPES:
        problems.append(Problem("service_code", f"These are more than {MOST_TYPES} types.", "Send fewer, or a group."))
    if problems:
        raise BadInput(problems)
    today = local_day(ports.now(), zone_of(catalogue))
    rest = {name: value for name, value in query.items() if name in ("layer", "area", "group", "to", "from")}
    if not rest.get("from"):
        rest["from"] = _usual_first(rest.get("to") or today, today)
    asked = question_from(
        ports, catalogue, {**rest, "service_code": codes[0] if codes else ""}, looked_at_layers(catalogue)
    )
    if (date.fromisoformat(asked.last) - date.fromisoformat(asked.first)).days >= MOST_DAYS:
        problem = Problem("from", f"The period is longer than {MOST_DAYS} days.", "Ask for a shorter one.")
        raise BadInput([problem])
    private = allows(staff, Action.READ_FIGURES, concerned, private=True)
    for code in codes:
        if catalogue.service(code).privacy == "private":
            check(staff, Action.READ_FIGURES, concerned, private=True)
    return Scope(
        department=department,
        layer=asked.layer,
        area=asked.area,
        codes=_codes(catalogue, codes, asked.group),
        group=asked.group,
        first=asked.first,
        last=asked.last,
        today=today,
        private=private,
    )


def _codes(catalogue: Catalogue, codes: list[str], group: str) -> frozenset[str] | None:
    if codes:
        return frozenset(codes)
    if group:
        return frozenset(code for code, one in catalogue.services.items() if one.document["group"] == group)
    return None


def _usual_first(last: str, today: str) -> str:
    """The first day of a usual period. What is no day is refused where it is read."""
    try:
        return (date.fromisoformat(last) - timedelta(days=USUAL_DAYS - 1)).isoformat()
    except (ValueError, OverflowError):
        return today
