"""Filing a report: once per key, with its duplicates, its contact apart, and nothing half-written."""

from typing import Any

import pytest

from hex311.domain.errors import BadInput, KeyReused, NotForCity, OutsideCity, TooMany
from hex311.domain.geography import Point
from hex311.domain.lifecycle import Status
from hex311.domain.secrets import secret_matches
from hex311.ports import LimitPolicy
from hex311.usecases.find_duplicates import find_duplicates
from hex311.usecases.submit_request import submit_request
from tests.support.city import FAR_AWAY, HOME, a_report, resident


def test_a_report_is_filed_with_its_overlay_and_its_first_event(city: Any) -> None:
    submitted = submit_request(city, a_report(description="a hole <b>as deep</b> as a bucket"))
    case = city.cases.case_file(submitted.request.id)
    assert case.request == submitted.request
    assert case.request.status is Status.RECEIVED
    assert case.request.description == "a hole <b>as deep</b> as a bucket"
    assert case.request.overlay.first("council_districts").feature_id == "3"
    assert [(event.version, str(event.name)) for event in case.events] == [(1, "RequestSubmitted")]
    assert secret_matches(submitted.follow_secret, case.request.follow_hash)
    assert submitted.follow_secret not in str(case)


def test_a_retry_with_the_same_key_gives_the_same_case(city: Any) -> None:
    report = a_report()
    first, again = submit_request(city, report), submit_request(city, report)
    assert again.replayed
    assert (again.request.id, again.follow_secret, again.duplicates) == (
        first.request.id,
        first.follow_secret,
        first.duplicates,
    )


def test_the_same_key_with_another_body_is_refused(city: Any) -> None:
    report = a_report()
    submit_request(city, report)
    with pytest.raises(KeyReused):
        submit_request(city, a_report(idempotency_key=report.idempotency_key))


def test_outside_the_city_says_who_to_call(city: Any) -> None:
    with pytest.raises(OutsideCity) as refused:
        submit_request(city, a_report(point=FAR_AWAY))
    assert refused.value.contacts


def test_a_matter_of_somebody_else_says_whose(city: Any) -> None:
    with pytest.raises(NotForCity) as refused:
        submit_request(city, a_report("gas_smell"))
    assert refused.value.phone
    assert refused.value.phone in refused.value.message


def test_an_unknown_type_is_bad_input(city: Any) -> None:
    with pytest.raises(BadInput) as refused:
        submit_request(city, a_report(service_code="pothole", answers={"nobody_asked": "x"}))
    assert refused.value.problems[0].field == "answers.nobody_asked"


def test_the_second_report_learns_of_the_first(city: Any) -> None:
    first = submit_request(city, a_report())
    beside = Point(latitude=HOME.latitude + 0.0001, longitude=HOME.longitude)
    second = submit_request(city, a_report(point=beside))
    assert second.duplicates == (first.request.id,)
    third = submit_request(city, a_report(point=beside, not_duplicate_of=(first.request.id, second.request.id)))
    assert third.duplicates == ()


def test_two_at_the_same_instant_cannot_miss_each_other(city: Any) -> None:
    """The other report is written between our look and our write."""
    others: list[str] = []
    read = city.nearby.read

    def read_then_interfere(group: str, cell: str) -> Any:
        seen = read(group, cell)
        if not others:
            others.append("pending")
            others[0] = submit_request(city, a_report()).request.id
        return seen

    city.nearby.read = read_then_interfere
    assert submit_request(city, a_report()).duplicates == (others[0],)


def test_far_reports_and_other_types_are_no_duplicates(city: Any) -> None:
    submit_request(city, a_report())
    far = Point(latitude=HOME.latitude + 0.02, longitude=HOME.longitude)
    assert submit_request(city, a_report(point=far)).duplicates == ()
    assert submit_request(city, a_report("graffiti_removal")).duplicates == ()


def test_private_cases_are_never_shown_as_duplicates(city: Any) -> None:
    submit_request(city, a_report("homeless_outreach"))
    assert submit_request(city, a_report("homeless_outreach")).duplicates == ()
    assert find_duplicates(city, "homeless_outreach", HOME).open == ()


def test_a_blurred_place_is_not_given_away_by_its_neighbours(city: Any) -> None:
    """Asking around until a card appears within twenty metres would find the house."""
    first = submit_request(city, a_report("missed_collection"))
    assert city.catalogue.current().service("missed_collection").privacy == "blurred"
    assert find_duplicates(city, "missed_collection", HOME).open == ()
    second = submit_request(city, a_report("missed_collection"))
    assert second.duplicates == ()
    assert second.request.possible_duplicates == (first.request.id,)


def test_the_preview_shows_the_nearest_first(city: Any) -> None:
    near = submit_request(city, a_report(point=Point(latitude=HOME.latitude + 0.0001, longitude=HOME.longitude)))
    nearer = submit_request(city, a_report(point=HOME))
    found = find_duplicates(city, "pothole", HOME).open
    assert [likely.case.request.id for likely in found] == [nearer.request.id, near.request.id]
    assert found[0].match.distance_m < 1


def test_contact_is_kept_apart_and_a_follower_waits_for_confirmation(city: Any) -> None:
    submitted = submit_request(city, a_report(reporter=resident()))
    case = city.cases.case_file(submitted.request.id)
    assert "ana@example.org" not in str(case)
    assert city.contacts.read(case.request.id, "REPORTER").first_name == "Ana"
    assert [(str(f.status), str(e.name)) for f, e in zip(case.followers, case.events[1:], strict=True)] == [
        ("pending", "FollowRequested")
    ]


@pytest.mark.parametrize(
    ("limits", "reports"),
    [
        (LimitPolicy(2, 99, 99, 99), 2),
        (LimitPolicy(99, 2, 99, 99), 2),
        (LimitPolicy(99, 99, 2, 99), 2),
        (LimitPolicy(99, 99, 99, 2), 2),
    ],
    ids=["network address", "person", "place", "mailbox"],
)
def test_too_many_says_when_to_come_back(city: Any, limits: LimitPolicy, reports: int) -> None:
    city.limit_policy = limits
    for _ in range(reports):
        submit_request(city, a_report(reporter=resident()))
    with pytest.raises(TooMany) as refused:
        submit_request(city, a_report(reporter=resident()))
    assert refused.value.retry_after_s > 0


def test_a_retry_is_not_counted(city: Any) -> None:
    city.limit_policy = LimitPolicy(1, 1, 1, 1)
    report = a_report(reporter=resident())
    first = submit_request(city, report)
    assert submit_request(city, report).request.id == first.request.id
