"""Mail: to those who said yes, once, in their language, and never because a message says so."""

from typing import Any

import pytest

from hex311.domain.errors import TransientFault
from hex311.domain.events import EventName
from hex311.domain.lifecycle import Status
from hex311.usecases.follow_request import confirm_follower, follow_request, leave_request
from hex311.usecases.notify_followers import notify_followers
from hex311.usecases.reopen_request import reopen_request
from hex311.usecases.run_workflow import close_request, create_work_order, route_request
from hex311.usecases.submit_request import submit_request
from hex311.usecases.work_on_order import complete_work_order
from tests.support.city import a_report, resident
from tests.support.closing import proof
from tests.unit.usecases.test_follow_request import ANA, link
from tests.unit.usecases.test_reopen_request import ADMIN


@pytest.fixture
def case_id(city: Any) -> str:
    """A case whose reporter left an address; routed, with a work order."""
    case_id = str(submit_request(city, a_report("graffiti_removal", reporter=resident(ANA))).request.id)
    order = route_request(city, case_id, 1).work_order_ids[0]
    create_work_order(city, case_id, order, 1, "token")
    return case_id


def version(city: Any, case_id: str, name: EventName) -> int:
    return next(event.version for event in city.cases.case_file(case_id).events if event.name is name)


def tell(city: Any, case_id: str, name: EventName) -> int:
    return notify_followers(city, case_id, version(city, case_id, name))


def test_before_the_mailbox_says_yes_only_the_question_is_sent(city: Any, case_id: str) -> None:
    for event in city.cases.case_file(case_id).events:
        notify_followers(city, case_id, event.version)
    (mail,) = city.messenger.sent
    assert mail.to == ANA
    assert f"https://city.example/confirm/#{link(city, 'confirm', case_id)}" in mail.text
    assert mail.unsubscribe_url is None


def test_the_question_is_not_sent_when_it_is_answered_already(city: Any, case_id: str) -> None:
    confirm_follower(city, link(city, "confirm", case_id))
    assert tell(city, case_id, EventName.FOLLOW_REQUESTED) == 0


def test_news_go_to_everyone_who_said_yes_once_and_in_their_language(city: Any, case_id: str) -> None:
    follow_request(city, case_id, "bo@example.org", "es", None)
    for email in (ANA, "bo@example.org"):
        confirm_follower(city, link(city, "confirm", case_id, email))
    assert [tell(city, case_id, EventName.REQUEST_ROUTED) for _ in range(3)] == [2, 0, 0]
    english, spanish = sorted(city.messenger.sent, key=lambda mail: mail.to)
    assert (english.to, spanish.to) == (ANA, "bo@example.org")
    assert english.subject != spanish.subject
    for mail, email in ((english, ANA), (spanish, "bo@example.org")):
        token = link(city, "leave", case_id, email)
        assert f"https://city.example/leave/#{token}" in mail.text
        assert mail.unsubscribe_url == f"https://city.example/api/v1/followers/unsubscribe?token={token}"
        assert case_id in mail.text


@pytest.mark.parametrize("name", [EventName.FOLLOWER_CONFIRMED, EventName.FOLLOW_REQUESTED])
def test_what_is_not_public_is_not_mailed(city: Any, case_id: str, name: EventName) -> None:
    confirm_follower(city, link(city, "confirm", case_id))
    assert tell(city, case_id, name) == 0


def test_who_left_hears_nothing_more(city: Any, case_id: str) -> None:
    confirm_follower(city, link(city, "confirm", case_id))
    leave_request(city, link(city, "leave", case_id))
    assert tell(city, case_id, EventName.WORK_ORDER_CREATED) == 0


@pytest.mark.parametrize(("number", "event"), [("7QX-4CM-2WF", 1), (None, 99), (None, 0), (None, -1)])
def test_what_never_happened_is_not_mailed(city: Any, case_id: str, number: str | None, event: int) -> None:
    assert notify_followers(city, number or case_id, event) == 0
    assert city.messenger.sent == []


def test_a_mail_that_could_not_be_sent_is_sent_by_the_next_try(city: Any, case_id: str) -> None:
    confirm_follower(city, link(city, "confirm", case_id))
    send, city.messenger.send = city.messenger.send, _refuse
    with pytest.raises(ExceptionGroup):
        tell(city, case_id, EventName.REQUEST_ROUTED)
    city.messenger.send = send
    assert tell(city, case_id, EventName.REQUEST_ROUTED) == 1


def _refuse(mail: Any) -> None:
    raise RuntimeError("the mail service is down")


def test_while_another_worker_holds_a_mail_this_one_waits(city: Any, case_id: str) -> None:
    confirm_follower(city, link(city, "confirm", case_id))
    routed, follower = version(city, case_id, EventName.REQUEST_ROUTED), city.secrets.follower_id(case_id, ANA)
    assert city.cases.claim_mail(case_id, routed, follower, city.now())
    with pytest.raises(ExceptionGroup) as group:
        notify_followers(city, case_id, routed)
    assert [type(fault) for fault in group.value.exceptions] == [TransientFault]
    city.clock += 61
    assert notify_followers(city, case_id, routed) == 1
    assert notify_followers(city, case_id, routed) == 0
    city.clock += 61
    assert notify_followers(city, case_id, routed) == 0


def test_the_mail_of_the_end_opens_the_way_to_say_not_fixed(city: Any, case_id: str) -> None:
    follow_request(city, case_id, "bo@example.org", "es", None)
    for email in (ANA, "bo@example.org"):
        confirm_follower(city, link(city, "confirm", case_id, email))
    assert tell(city, case_id, EventName.REQUEST_ROUTED) == 2
    assert all(f"/request/#{case_id}\n" in mail.text for mail in city.messenger.sent)
    city.messenger.sent.clear()
    (order,) = city.cases.case_file(case_id).work_orders
    complete_work_order(city, ADMIN, case_id, order.id, "cleaned", "", proof(city))
    close_request(city, case_id)
    assert tell(city, case_id, EventName.REQUEST_CLOSED) == 2
    reporter, follower = sorted(city.messenger.sent, key=lambda mail: mail.to)
    secret = city.secrets.follow_secret(case_id, city.cases.case_file(case_id).request.salt)
    assert f"/request/#{case_id}.{secret}\n" in reporter.text
    assert secret not in follower.text
    token = link(city, "leave", case_id, "bo@example.org")
    assert f"/request/#{case_id}~{token}\n" in follower.text
    assert reopen_request(city, case_id, None, token, "").request.status is Status.REOPENED
