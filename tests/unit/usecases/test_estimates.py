"""Estimates: learned from the counters, told at intake, kept current, and held against what happened."""

from datetime import date
from typing import Any

import pytest

from hex311.domain.errors import TransientFault
from hex311.domain.estimate import LEVELS, MIN_CLOSINGS
from hex311.domain.events import EventName
from hex311.usecases.count_insights import count_insights
from hex311.usecases.estimates import learn_all, make_estimates, review_estimate
from hex311.usecases.explore_estimates import explore_estimates
from hex311.usecases.submit_request import submit_request
from hex311.usecases.views import public_view, submitted_view
from tests.support.city import a_report
from tests.unit.usecases.test_count_insights import happen

DAY_S = 86_400
#: Long histories whose every read and write another test of this file does on the table too.
IN_MEMORY = pytest.mark.parametrize("city", ["memory"], indirect=True)


def always() -> bool:
    return True


def lived_through(city: Any, cases: int = MIN_CLOSINGS + 10, code: str = "graffiti_removal", slowest: int = 0) -> None:
    """A history: a case a day, each closed after two to six days, or every tenth after `slowest`."""
    open_ones: list[tuple[int, str]] = []
    for number in range(cases + max(6, slowest)):
        city.clock += DAY_S
        for due, case_id in list(open_ones):
            if due <= number:
                happen(city, case_id, "close")
                count_insights(city, case_id)
                open_ones.remove((due, case_id))
        if number < cases:
            case_id = submit_request(city, a_report(code)).request.id
            count_insights(city, case_id)
            days = slowest if slowest and number % 10 == 4 else 2 + number % 5
            open_ones.append((number + days, case_id))


def test_without_a_history_the_service_level_stands_and_says_so(city: Any) -> None:
    make_estimates(city, always)
    submitted = submit_request(city, a_report())
    view = submitted_view(city, submitted, "en")["estimate"]
    assert (view["basis"], view["p50_on"]) == ("service_level", None)
    assert "too few" in view["text"]
    assert view["expected_at"] == view["promised_at"]


def test_a_history_gives_dates_from_the_intake_to_the_public_page(city: Any) -> None:
    lived_through(city)
    night = make_estimates(city, always)
    assert night.is_complete
    assert night.learned == len(city.catalogue.current().services)
    submitted = submit_request(city, a_report("graffiti_removal"))
    view = submitted_view(city, submitted, "en")["estimate"]
    assert view["basis"] == "closings"
    today = date.fromisoformat(city_day(city))
    p50, p80 = (date.fromisoformat(view[name]) - today for name in ("p50_on", "p80_on"))
    assert p50.days == 4
    assert p80.days in (5, 6)
    assert view["p50_on"] in view["text"]
    case = city.cases.case_file(submitted.request.id)
    assert public_view(city, case, "en", is_reporter=False)["estimate"] == view


def city_day(city: Any) -> str:
    from hex311.domain.contribution import local_day
    from hex311.usecases.count_insights import zone_of

    return local_day(city.now(), zone_of(city.catalogue.current()))


def test_the_page_says_when_the_dates_moved_and_the_first_answer_stays(city: Any) -> None:
    lived_through(city, slowest=14)
    make_estimates(city, always)
    submitted = submit_request(city, a_report("graffiti_removal"))
    first = submitted_view(city, submitted, "en")["estimate"]
    case_id = submitted.request.id
    count_insights(city, case_id)
    assert not review_estimate(city, case_id), "nothing has changed"
    city.clock += 9 * DAY_S
    night = make_estimates(city, always)
    assert night.moved >= 1
    case = city.cases.case_file(case_id)
    assert [event.name for event in case.events].count(EventName.ESTIMATE_CHANGED) == 1
    told = public_view(city, case, "en", is_reporter=False)
    assert told["estimate"]["moved_at"] is not None
    assert told["estimate"]["p50_on"] > first["p50_on"]
    assert any(told["estimate"]["p80_on"] in entry["text"] for entry in told["timeline"])
    replayed = city.cases.case_file(case_id).request
    assert (replayed.first_p50_at, replayed.first_p80_at) == (submitted.request.p50_at, submitted.request.p80_at)


@IN_MEMORY
def test_cases_of_a_thin_type_are_looked_at_when_it_is_thin_no_more(city: Any) -> None:
    lived_through(city, cases=MIN_CLOSINGS - 2)
    early, other, third = (submit_request(city, a_report("graffiti_removal")).request.id for _ in range(3))
    city.clock += DAY_S
    for case_id in (early, other, third):
        count_insights(city, case_id)
    assert make_estimates(city, always).reviewed == 0
    for case_id in (other, third):
        happen(city, case_id, "close")
        count_insights(city, case_id)
    city.clock += DAY_S
    assert make_estimates(city, always).moved == 1
    assert city.cases.case_file(early).request.p50_at


@IN_MEMORY
def test_a_look_without_news_is_put_off(city: Any) -> None:
    """Otherwise each hour of each day would look at every open case that is older than a week."""
    lived_through(city, slowest=7)
    make_estimates(city, always)
    case_id = submit_request(city, a_report("graffiti_removal")).request.id
    count_insights(city, case_id)
    first = city.cases.case_file(case_id).request
    city.clock = first.p50_at + 10
    make_estimates(city, always)
    kept = city.insights.counted(case_id).review_on
    assert kept > city_day(city)
    assert make_estimates(city, always).reviewed == 0
    assert city.cases.case_file(case_id).request.version == first.version
    city.clock = first.p80_at + 10
    assert make_estimates(city, always).moved == 1
    assert review_estimate(city, case_id) is False
    happen(city, case_id, "close")
    count_insights(city, case_id)
    assert not city.insights.counted(case_id).review_on
    review_estimate(city, case_id)
    assert not city.insights.counted(case_id).review_on, "a closed case is never put on the list again"


def test_a_look_that_is_put_off_does_not_undo_what_was_counted_meanwhile(city: Any) -> None:
    case_id = submit_request(city, a_report()).request.id
    count_insights(city, case_id)
    stale = city.insights.counted(case_id)
    happen(city, case_id, "close")
    count_insights(city, case_id)
    city.insights.look_again(case_id, stale, "2031-01-01")
    assert not city.insights.counted(case_id).review_on
    assert city.insights.counted(case_id).contribution.closed


@IN_MEMORY
def test_a_night_learns_from_how_its_dates_came_true_and_a_second_one_learns_the_same(city: Any) -> None:
    """The dates were told when cases took days; now they take two weeks, and fall due one after the other."""
    lived_through(city)
    make_estimates(city, always)
    assert city.insights.model("graffiti_removal").asked == LEVELS
    for _ in range(8):
        for _ in range(4):
            count_insights(city, submit_request(city, a_report("graffiti_removal")).request.id)
        city.clock += DAY_S
    city.clock += 4 * DAY_S
    today = city_day(city)
    learn_all(city, today)
    p50, p80 = city.insights.model("graffiti_removal").asked
    learned = explore_estimates(city, "graffiti_removal")["learned"]
    assert (learned["basis"], learned["asked_p50"], learned["asked_p80"]) == ("closings", round(p50, 4), round(p80, 4))
    assert explore_estimates(city, "pothole")["learned"]["basis"] == "service_level"
    assert explore_estimates(city, "")["learned"] is None
    assert p50 > LEVELS[0]
    assert p80 > LEVELS[1]
    before = city.insights.model("graffiti_removal").document()
    learn_all(city, today)
    assert city.insights.model("graffiti_removal").document() == before


@IN_MEMORY
def test_a_night_that_runs_out_of_time_goes_on_with_the_next_call(city: Any) -> None:
    lived_through(city)
    waiting = [submit_request(city, a_report("graffiti_removal")).request.id for _ in range(3)]
    for case_id in waiting:
        count_insights(city, case_id)
    city.clock += DAY_S
    answers = iter([True, False])
    first = make_estimates(city, lambda: next(answers))
    assert (first.is_complete, first.reviewed) == (False, 1)
    second = make_estimates(city, always)
    assert (second.learned, second.is_complete) == (0, True)
    assert all(city.cases.case_file(case_id).request.p50_at for case_id in waiting)


def test_a_report_is_taken_also_when_the_model_cannot_be_read(city: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(code: str) -> None:
        raise TransientFault

    monkeypatch.setattr(city.insights, "model", fails)
    assert submit_request(city, a_report()).request.p50_at is None


@IN_MEMORY
def test_what_was_told_is_held_against_what_happened(city: Any) -> None:
    lived_through(city)
    make_estimates(city, always)
    on_time, late, merged = (submit_request(city, a_report("graffiti_removal")).request.id for _ in range(3))
    for case_id in (on_time, late, merged):
        count_insights(city, case_id)
    city.clock += 2 * DAY_S
    for case_id, what in ((on_time, "close"), (merged, "merge")):
        happen(city, case_id, what)
        count_insights(city, case_id)
    assert [level["due"] for level in explore_estimates(city, "graffiti_removal")["levels"]] == [0, 0]
    city.clock += 8 * DAY_S
    for level in explore_estimates(city, "graffiti_removal")["levels"]:
        # the merged one proves nothing; the open one is late, though nobody has closed it
        assert (level["due"], level["closed_before"], level["share"]) == (2, 1, 0.5)
