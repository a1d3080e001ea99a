"""Following: asked for, confirmed by its mailbox, left by a click; and nobody gets mail who has not said yes."""

from typing import Any

import pytest

from hex311.domain.errors import BadInput, NotFound, TooMany
from hex311.ports import LimitPolicy
from hex311.usecases.follow_request import confirm_follower, follow_request, leave_request
from hex311.usecases.submit_request import submit_request
from tests.support.city import a_report, resident

ANA = "ana@example.org"


@pytest.fixture
def case_id(city: Any) -> str:
    return str(submit_request(city, a_report()).request.id)


def link(city: Any, purpose: str, case_id: str, email: str = ANA) -> str:
    return str(city.secrets.link_token(purpose, case_id, city.secrets.follower_id(case_id, email)))


def followers(city: Any, case_id: str) -> list[str]:
    return [str(follower.status) for follower in city.cases.case_file(case_id).followers]


def test_asked_confirmed_and_left_each_once(city: Any, case_id: str) -> None:
    follow_request(city, case_id, ANA, "en", None)
    assert followers(city, case_id) == ["pending"]
    for _ in range(2):
        assert confirm_follower(city, link(city, "confirm", case_id)) == case_id
    assert followers(city, case_id) == ["confirmed"]
    follow_request(city, case_id, " ANA@example.org ".strip(), "es", None)
    assert followers(city, case_id) == ["confirmed"]
    for _ in range(2):
        assert leave_request(city, link(city, "leave", case_id)) == case_id
    assert followers(city, case_id) == ["left"]
    events = [str(event.name) for event in city.cases.case_file(case_id).events[1:]]
    assert events == ["FollowRequested", "FollowerConfirmed", "FollowerLeft"]


def test_who_left_may_ask_again(city: Any, case_id: str) -> None:
    follow_request(city, case_id, ANA, "en", None)
    leave_request(city, link(city, "leave", case_id))
    follow_request(city, case_id, ANA, "en", None)
    assert followers(city, case_id) == ["pending"]


def test_the_same_wish_that_arrives_again_is_one_wish(city: Any, case_id: str) -> None:
    """The answer was lost; the phone sends it again, also after the mail was answered."""
    for _ in range(2):
        follow_request(city, case_id, ANA, "en", None, "client-1")
    leave_request(city, link(city, "leave", case_id))
    follow_request(city, case_id, ANA, "en", None, "client-1")
    events = [str(event.name) for event in city.cases.case_file(case_id).events[1:]]
    assert events == ["FollowRequested", "FollowerLeft"]
    follow_request(city, case_id, "bo@example.org", "en", None, "client-1")
    follow_request(city, case_id, ANA, "en", None, "client-2")
    assert sorted(followers(city, case_id)) == ["pending", "pending"]


def test_the_same_wish_twice_in_the_same_moment(city: Any, case_id: str) -> None:
    answered = city.cases.answered
    city.cases.answered = lambda key: None  # each looked before the other had written
    for _ in range(2):
        follow_request(city, case_id, ANA, "en", None, "client-1")
    city.cases.answered = answered
    assert len(city.cases.case_file(case_id).events) == 2


def test_the_address_is_kept_apart_from_the_case(city: Any, case_id: str) -> None:
    follow_request(city, case_id, ANA, "es", None)
    case = city.cases.case_file(case_id)
    assert "ana" not in str(case)
    assert case.followers[0].language == "es"
    assert city.contacts.read(case_id, f"FOLLOWER#{case.followers[0].id}").email == ANA


def test_a_link_is_good_for_one_purpose_and_one_case(city: Any, case_id: str) -> None:
    follow_request(city, case_id, ANA, "en", None)
    other = submit_request(city, a_report("graffiti_removal")).request.id
    with pytest.raises(BadInput):
        confirm_follower(city, link(city, "leave", case_id))
    with pytest.raises(BadInput):
        leave_request(city, link(city, "confirm", case_id))
    with pytest.raises(NotFound):
        confirm_follower(city, link(city, "confirm", other))
    with pytest.raises(NotFound):
        confirm_follower(city, link(city, "confirm", "7QX-4CM-2WF"))


def test_a_private_case_is_followed_with_its_secret_only(city: Any) -> None:
    submitted = submit_request(city, a_report("homeless_outreach"))
    for secret in (None, "", "guess"):
        with pytest.raises(NotFound):
            follow_request(city, submitted.request.id, ANA, "en", secret)
    follow_request(city, submitted.request.id, ANA, "en", submitted.follow_secret)
    assert followers(city, submitted.request.id) == ["pending"]


def test_nobody_floods_a_strange_mailbox(city: Any) -> None:
    """Counted for the mailbox over all cases, whoever asks; and a refused wish leaves no trace."""
    city.limit_policy = LimitPolicy(99, 99, 99, mail_per_hour=3)
    cases = [submit_request(city, a_report()).request.id for _ in range(4)]
    for case_id in cases[:3]:
        follow_request(city, case_id, ANA, "en", None)
    with pytest.raises(TooMany):
        follow_request(city, cases[3], ANA.upper(), "en", None)
    with pytest.raises(TooMany):
        submit_request(city, a_report(reporter=resident(ANA)))
    assert followers(city, cases[3]) == []
    city.clock += 3600
    follow_request(city, cases[3], ANA, "en", None)
