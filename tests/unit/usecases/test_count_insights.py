"""The counters say what the cases say: under repeats, reordering, crashes, lost answers and changes of every kind."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hex311.domain.contribution import ALL, CITY, DEPARTMENT
from hex311.domain.errors import TransientFault
from hex311.domain.events import EventName
from hex311.domain.figures import Figures, by_month, together
from hex311.domain.geography import Overlay, OverlayAnswer
from hex311.domain.information_call import OTHER
from hex311.domain.lifecycle import Status
from hex311.domain.policy import Role, Staff
from hex311.domain.request import Draft
from hex311.ports import CaseFile, Change, Clash
from hex311.ports.insights import Counted
from hex311.usecases.change_case import change_case, written
from hex311.usecases.count_insights import count_insights
from hex311.usecases.information_calls import count_information_call
from hex311.usecases.submit_request import submit_request
from hex311_cli.insights.recount import StoredCounters, count_missing, recount
from tests.support.city import a_report, memory_city

DAY_S = 86_400


def happen(city: Any, case_id: str, what: str) -> None:
    """One change of a case."""

    def decide(case: CaseFile) -> Change | None:
        request, now = case.request, city.now()
        draft = Draft(request)
        if what == "close" and not request.is_closed:
            draft = draft.record(EventName.REQUEST_CLOSED, now, status=Status.DONE, closed_at=now)
        elif what == "merge" and not request.is_closed:
            draft = draft.record(EventName.REQUEST_MERGED, now, status=Status.DUPLICATE, closed_at=now)
        elif what == "reopen" and request.is_closed:
            draft = draft.record(EventName.REQUEST_REOPENED, now, status=Status.REOPENED, closed_at=None)
        elif what == "hand over":
            department = "water" if request.department != "water" else "streets"
            draft = draft.record(EventName.REQUEST_ROUTED, now, department=department)
        elif what == "move the borders":
            answers = (*request.overlay.answers[:-1], OverlayAnswer("council_districts", f"d{now % 7}", "new"))
            draft = draft.record(EventName.OVERLAY_CHANGED, now, overlay=Overlay(now, answers))
        else:
            return None
        return written(city, case, draft)

    change_case(city, case_id, decide)


CHANGES = ["close", "merge", "reopen", "hand over", "move the borders"]


def figures(city: Any, layer: str = CITY, area: str = CITY, code: str | None = ALL) -> Figures:
    first, last = "2026-01-01", "2027-12-31"
    return together(by_month(city.insights.rows(layer, area, code, first, last), first, last).values())


def test_a_case_is_counted_when_it_comes_and_when_it_goes(city: Any) -> None:
    case_id = submit_request(city, a_report(channel="phone")).request.id
    count_insights(city, case_id)
    assert figures(city).opened == Counter(phone=1)
    assert figures(city, "council_districts", "3", "pothole").opened == Counter(phone=1)
    assert figures(city, "council_districts", "3", None).opened == Counter(phone=1)
    assert not figures(city, "council_districts", "4", None).opened
    city.clock += 3 * DAY_S
    happen(city, case_id, "hand over")
    happen(city, case_id, "close")
    count_insights(city, case_id)
    for found in (figures(city), figures(city, DEPARTMENT, "water", "pothole")):
        assert (found.closed, found.ages, found.on_time + found.late) == (Counter(done=1), Counter({3: 1}), 1)
    happen(city, case_id, "reopen")
    count_insights(city, case_id)
    assert (+figures(city).closed, +figures(city).ages, figures(city).reopened) == (Counter(), Counter(), 1)


def test_counting_again_changes_nothing(city: Any) -> None:
    case_id = submit_request(city, a_report()).request.id
    for _ in range(3):
        count_insights(city, case_id)
    assert figures(city).opened == Counter(web=1)


def test_who_decided_on_an_older_count_writes_nothing(city: Any) -> None:
    case_id = submit_request(city, a_report()).request.id
    count_insights(city, case_id)
    older = city.insights.counted(case_id)
    happen(city, case_id, "hand over")
    count_insights(city, case_id)
    with pytest.raises(Clash):
        city.insights.count(case_id, older, replace(older, version=9, contribution=replace(older.contribution, age=3)))
    with pytest.raises(Clash):
        city.insights.count(case_id, None, older)
    assert figures(city).opened == Counter(web=1)


def test_a_case_in_very_many_areas_is_counted_in_all_of_them(city: Any) -> None:
    case_id = submit_request(city, a_report()).request.id
    stored = city.cases.case_file(case_id)
    many = tuple(OverlayAnswer("council_districts", f"#{number}%", "x") for number in range(130))
    moved = Draft(replace(stored.request, overlay=Overlay(1, many)))
    city.cases.commit(written(city, stored, moved.record(EventName.OVERLAY_CHANGED, city.now())))
    count_insights(city, case_id)
    assert figures(city).opened == Counter(web=1)
    for area in ("#0%", "#77%", "#129%"):
        assert figures(city, "council_districts", area, "pothole").opened == Counter(web=1)


def test_open_cases_come_up_for_review_and_closed_ones_do_not(city: Any) -> None:
    case_id = submit_request(city, a_report()).request.id
    count_insights(city, case_id)
    assert list(city.insights.to_review("pothole", "2099-01-01")) == [case_id]
    assert list(city.insights.to_review("pothole", "2020-01-01")) == []
    happen(city, case_id, "close")
    count_insights(city, case_id)
    assert list(city.insights.to_review("pothole", "2099-01-01")) == []


class Unlucky:
    """The counters behind a bad line: a write fails, or arrives and its answer is lost."""

    def __init__(self, insights: Any, faults: list[str]) -> None:
        self._insights, self._faults = insights, faults

    def __getattr__(self, name: str) -> Any:
        return getattr(self._insights, name)

    def count(self, case_id: str, before: Counted | None, after: Counted) -> Counted:
        fault = self._faults.pop() if self._faults else ""
        if fault == "lost":
            raise TransientFault
        done: Counted = self._insights.count(case_id, before, after)
        if fault == "answer lost":
            raise TransientFault
        return done


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_the_counters_equal_a_recount_whatever_goes_wrong(data: st.DataObject) -> None:
    city = memory_city()
    counters = city.insights
    city.insights = Unlucky(counters, data.draw(st.lists(st.sampled_from(["", "lost", "answer lost"]), max_size=12)))  # type: ignore[assignment]
    codes = ["pothole", "graffiti_removal", "homeless_outreach"]
    cases = [submit_request(city, a_report(code)).request.id for code in codes]
    for case_id, what, wait in data.draw(
        st.lists(st.tuples(st.sampled_from(cases), st.sampled_from(CHANGES), st.integers(0, 40)), max_size=12)
    ):
        city.clock += wait * DAY_S // 2
        happen(city, case_id, what)
    events = [event for case_id in cases for event in city.cases.case_file(case_id).events]
    told = data.draw(st.permutations([*events, *data.draw(st.lists(st.sampled_from(events), max_size=5))]))
    for event in told:
        for _ in range(20):  # a queue tries again
            try:
                count_insights(city, event.case_id)
                break
            except TransientFault:
                continue
    found = recount(city, cases, counters.counters)
    assert found.is_exact, found
    assert found.counters > 0


def spoil(city: Any) -> None:
    """A counter that says one too many."""
    if hasattr(city, "store"):
        key = next(iter(city.insights.counters))
        city.insights.counters[key][next(iter(city.insights.counters[key]))] += 1
        return
    import boto3

    client = boto3.client("dynamodb")
    items = client.scan(TableName="insights")["Items"]
    item = next(one for one in items if any(name.startswith("n") for name in one))
    name = next(name for name in item if name.startswith("n"))
    client.update_item(
        TableName="insights", Key={"pk": item["pk"], "sk": item["sk"]},
        UpdateExpression="ADD #n :one", ExpressionAttributeNames={"#n": name},
        ExpressionAttributeValues={":one": {"N": "1"}},
    )  # fmt: skip


def stored(city: Any) -> Any:
    return city.insights.counters if hasattr(city, "store") else StoredCounters("insights").read()


def test_a_recount_finds_a_wrong_counter(city: Any) -> None:
    case_id = submit_request(city, a_report()).request.id
    count_insights(city, case_id)
    assert recount(city, [case_id], stored(city)).is_exact
    spoil(city)
    found = recount(city, [case_id], stored(city))
    assert list(found.wrong.values()) == [(2, 1)]
    if not hasattr(city, "store"):
        assert StoredCounters("insights").mend(found) == 1
        assert recount(city, [case_id], stored(city)).is_exact


def test_a_recount_leaves_calls_that_only_asked_alone(city: Any) -> None:
    agent = Staff("agent", frozenset({Role.AGENT}), frozenset())
    count_information_call(city, agent, OTHER, "en", "one-call")
    case_id = submit_request(city, a_report()).request.id
    count_insights(city, case_id)
    assert recount(city, [case_id], stored(city)).is_exact


def test_a_recount_finds_a_case_that_nobody_counted(city: Any) -> None:
    cases = [submit_request(city, a_report()).request.id for _ in range(2)]
    count_insights(city, cases[0])
    found = recount(city, cases, stored(city))
    assert (found.uncounted, found.wrong) == ([cases[1]], {})
    assert count_missing(city, found) == 1
    assert recount(city, cases, stored(city)).is_exact
