"""An administrator tries duplicate rules on what was filed lately, before anybody else meets them."""

from collections.abc import Mapping
from typing import Any

from hex311.domain.catalogue import Service
from hex311.domain.duplicates import DAY_S
from hex311.domain.errors import Overtaken
from hex311.domain.geography import Point
from hex311.domain.policy import Action, Staff, check
from hex311.domain.rules_backtest import Pair, PastCase, Rules, try_rules
from hex311.domain.summary import Summary
from hex311.ports import Ports
from hex311.usecases.list_requests import Wanted, list_requests
from hex311.usecases.publish_duplicate_rules import edited_services

MOST_CASES = 2_000
#: Cases whose answers are read, where a rule compares answers or assets; others count as the same.
MOST_READ = 150
MOST_EXAMPLES = 10


def try_duplicate_rules(
    ports: Ports, staff: Staff, version: str, rules: Mapping[str, Any], days: int
) -> dict[str, Any]:
    """What these rules would have joined and parted among the public cases of the last `days`. Nothing is published.

    `Overtaken` when `version` does not stand any more; `BadInput` for rules that the pack could not have.
    """
    check(staff, Action.EDIT_DUPLICATE_RULES, (), private=False)
    standing = ports.catalogue.newest()
    if standing.version != version:
        raise Overtaken(f"The rules are at version {standing.version} by now. Look at it, then edit again.")
    old = _rules(standing.documents["services"])
    new = _rules(edited_services(standing, rules))
    codes = _concerned(old, new)
    now = ports.now()
    wanted = Wanted(begin=now - days * DAY_S, end=now, codes=codes)
    listed = list_requests(ports, wanted, MOST_CASES) if codes else None
    summaries = listed.summaries if listed else ()
    facts = _Facts(ports)
    tried = try_rules(map(_case, summaries), old, new, facts.of)
    blurred = [code for code in codes if standing.services[code].privacy == "blurred"]
    return {
        "types": codes,
        "days": days,
        "cases": tried.cases,
        "all_cases": not (listed and listed.next),
        "before": tried.before,
        "after": tried.after,
        "joined": len(tried.joined),
        "parted": len(tried.parted),
        "joined_examples": [_example(pair) for pair in tried.joined[-MOST_EXAMPLES:][::-1]],
        "parted_examples": [_example(pair) for pair in tried.parted[-MOST_EXAMPLES:][::-1]],
        "all_answers": facts.left >= 0,
        "blurred_types": blurred,
    }


class _Facts:
    """Answers and assets of cases, each read once, up to a number of them."""

    def __init__(self, ports: Ports) -> None:
        self._ports = ports
        self._known: dict[str, tuple[Mapping[str, Any], str] | None] = {}
        self.left = MOST_READ

    def of(self, case_id: str) -> tuple[Mapping[str, Any], str] | None:
        if case_id not in self._known:
            self.left -= 1
            case = self._ports.cases.case_file(case_id) if self.left >= 0 else None
            self._known[case_id] = (case.request.answers, case.request.asset_id) if case else None
        return self._known[case_id]


def _rules(services: Mapping[str, Any]) -> Rules:
    return {code: Service(code, document).duplicate_rule for code, document in services.items()}


def _concerned(old: Rules, new: Rules) -> list[str]:
    """The types of all groups in which a rule differs."""
    differing = [code for code in old if old[code] != new[code]]
    groups = {rule.group for code in differing for rule in (old[code], new[code]) if rule}
    return [code for code in old if any(rule and rule.group in groups for rule in (old[code], new[code]))]


def _case(summary: Summary) -> PastCase:
    point = Point(latitude=summary.latitude, longitude=summary.longitude)
    return PastCase(summary.id, summary.service_code, point, summary.created_at, summary.closed_at)


def _example(pair: Pair) -> dict[str, Any]:
    return {
        "service_request_id": pair.later.id,
        "service_code": pair.later.service_code,
        "earlier": pair.earlier.id,
        "earlier_service_code": pair.earlier.service_code,
        "distance_m": pair.distance_m,
        "days": round(pair.days, 1),
    }
