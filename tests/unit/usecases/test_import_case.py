"""Taking over cases of an earlier system: once each, with their own numbers and dates, and quietly."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from hex311.domain.errors import BadInput, OutsideCity
from hex311.domain.lifecycle import Status
from hex311.spatial.tiles import parent_key
from hex311.usecases.find_duplicates import find_duplicates
from hex311.usecases.import_case import LegacyCase, import_case
from hex311.usecases.relay_events import relay_events
from hex311.usecases.run_workflow import create_work_order, route_request
from hex311.usecases.submit_request import submit_request
from hex311.usecases.views import public_view
from tests.support.city import FAR_AWAY, HOME, a_report

DAY = 86_400


def an_open_case(city: Any, **changes: Any) -> LegacyCase:
    case = LegacyCase(
        number="11-00002110",
        service_code="pothole",
        point=HOME,
        created_at=city.now() - 3 * DAY,
        status=Status.RECEIVED,
        legacy_status="Open",
        address="7600 S PARNELL AVE",
    )
    return replace(case, **changes)


def a_closed_case(city: Any, days_ago: int = 900, **changes: Any) -> LegacyCase:
    created = city.now() - days_ago * DAY
    case = an_open_case(city, number="11-00002209", created_at=created, closed_at=created + 2 * DAY)
    return replace(case, **{"status": Status.DONE, "legacy_status": "Completed", **changes})


def test_an_open_case_keeps_its_number_and_date_and_goes_to_work(city: Any) -> None:
    legacy = an_open_case(city)
    assert import_case(city, legacy).is_new
    case = city.cases.case_file("11-00002110")
    assert case.request.created_at == legacy.created_at
    assert case.request.address == "7600 S PARNELL AVE"
    assert case.request.overlay.first("council_districts").feature_id == "3"
    assert case.request.expected_at > city.now(), "a promise that has passed already is none"
    assert [(event.version, str(event.name)) for event in case.events] == [(1, "RequestImported")]
    assert city.workflows.started == [("11-00002110", 1)]
    routed = route_request(city, "11-00002110", 1)
    create_work_order(city, "11-00002110", routed.work_order_ids[0], 1, "token")
    assert city.cases.case_file("11-00002110").request.status is Status.SCHEDULED


def test_an_open_case_is_found_as_a_duplicate_and_on_the_map(city: Any) -> None:
    import_case(city, an_open_case(city))
    assert submit_request(city, a_report("pothole")).duplicates == ("11-00002110",)
    assert "11-00002110" in {entry.case_id for entry in city.cases.map_features(parent_key(HOME))}


def test_a_closed_case_is_history(city: Any) -> None:
    legacy = a_closed_case(city)
    import_case(city, legacy)
    case = city.cases.case_file("11-00002209")
    assert (case.request.status, case.request.closed_at) == (Status.DONE, legacy.closed_at)
    assert [(event.version, str(event.name), event.occurred_at) for event in case.events] == [
        (1, "RequestImported", legacy.created_at),
        (2, "RequestClosed", legacy.closed_at),
    ]
    assert city.workflows.started == []
    assert find_duplicates(city, "pothole", HOME).open == ()
    assert city.cases.map_features(parent_key(HOME)) == []
    view = public_view(city, case, "en", is_reporter=False)
    assert view["requested_at"] == datetime.fromtimestamp(legacy.created_at, tz=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert [entry["kind"] for entry in view["timeline"]] == ["RequestImported", "RequestClosed"]


def test_a_case_closed_lately_stays_on_the_map_as_long_as_any_other(city: Any) -> None:
    legacy = a_closed_case(city, days_ago=20)
    import_case(city, legacy)
    (entry,) = city.cases.map_features(parent_key(HOME))
    assert entry.expires_at == legacy.closed_at + city.catalogue.current().city["closed_visible_days"] * DAY


def test_history_is_not_news(city: Any) -> None:
    import_case(city, a_closed_case(city))
    import_case(city, an_open_case(city))
    for number in ("11-00002209", "11-00002110"):
        relay_events(city, city.cases.case_file(number).events)
    assert [event.case_id for event in city.bus.published] == ["11-00002110"]


def test_again_changes_nothing(city: Any) -> None:
    for legacy in (an_open_case(city), a_closed_case(city)):
        first = import_case(city, legacy)
        before = city.cases.case_file(legacy.number)
        again = import_case(city, replace(legacy, address="elsewhere"))
        assert not again.is_new
        assert again.request == first.request
        assert city.cases.case_file(legacy.number) == before
    assert city.workflows.started == [("11-00002110", 1)]


def test_an_import_that_was_cut_off_starts_the_workflow_when_it_is_run_again(city: Any) -> None:
    import_case(city, an_open_case(city))
    city.workflows.running.clear()
    city.workflows.started.clear()
    import_case(city, an_open_case(city))
    assert city.workflows.started == [("11-00002110", 1)]
    route_request(city, "11-00002110", 1)
    city.workflows.end("11-00002110", 1)
    import_case(city, an_open_case(city))
    assert city.workflows.started == [("11-00002110", 1)], "once it is at work, the import leaves it alone"


def test_nobody_gets_mail_and_nothing_is_released(city: Any) -> None:
    import_case(city, an_open_case(city, description="the man next door did it"))
    case = city.cases.case_file("11-00002110")
    assert case.followers == ()
    assert "next door" not in str(public_view(city, case, "en", is_reporter=False))


def test_outside_the_city_is_refused(city: Any) -> None:
    with pytest.raises(OutsideCity):
        import_case(city, an_open_case(city, point=FAR_AWAY))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"number": "22-4567892"}, "number"),
        ({"number": "#1"}, "number"),
        ({"service_code": "no_such_type"}, "service_code"),
        ({"status": Status.UNDER_WAY}, "status"),
        ({"status": Status.DONE}, "closed_at"),
        ({"closed_at": 1_700_000_000}, "closed_at"),
        ({"created_at": 1_900_000_000}, "created_at"),
        ({"status": Status.DONE, "closed_at": 1_700_000_000}, "closed_at"),
    ],
)
def test_what_cannot_be_taken_over_says_why(city: Any, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        import_case(city, an_open_case(city, **changes))
    assert refused.value.problems[0].field == field


def test_the_number_of_a_report_filed_here_is_never_overwritten(city: Any) -> None:
    number = submit_request(city, a_report()).request.id
    with pytest.raises(BadInput, match="mending") as refused:
        import_case(city, an_open_case(city, number=number))
    assert refused.value.problems[0].field == "number"
    assert city.cases.case_file(number).request.channel == "web"
