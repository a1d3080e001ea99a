"""Work orders on their way to departments outside: at least once, in their time, whatever goes wrong."""

import json
from typing import Any

import pytest

from hex311 import schemas
from hex311.domain.delivery import DAY_S, GIVE_UP_S, HOUR_S, MINUTE_S, Delivery, DeliveryState
from hex311.domain.policy import Role, Staff
from hex311.domain.signature import KeyRing, is_signed
from hex311.ports import NotTaken
from hex311.usecases.deliver_work_orders import deliver_work_orders, sweep_deliveries
from hex311.usecases.merge_requests import merge_requests
from hex311.usecases.staff_deliveries import delivery_view, redriven
from tests.support.outside import HOOK, MAILBOX, QUEUE, a_case, deliver_by, department_of, told

GRAFFITI = department_of("graffiti_removal")
TRIAGE = Staff("tina", frozenset({Role.TRIAGE}), frozenset())


class Down:
    """A system that does not answer until it is mended; counts the knocks."""

    def __init__(self, reason: str = "no_answer") -> None:
        self.reason, self.knocks = reason, 0

    def __call__(self, call: Any) -> bytes:
        self.knocks += 1
        if self.reason:
            raise NotTaken(self.reason)
        return b""


def the_one(city: Any, state: DeliveryState, line: str = GRAFFITI) -> Delivery:
    (delivery,) = city.deliveries.listed(line, state, 10, None).deliveries
    return delivery  # type: ignore[no-any-return]


def test_a_queue_needs_no_delivery(city: Any) -> None:
    deliver_by(city, GRAFFITI, QUEUE)
    case_id, event = a_case(city)
    assert deliver_work_orders(city, case_id, event.version) == []


def test_a_system_is_called_once_with_a_signed_body(city: Any) -> None:
    deliver_by(city, GRAFFITI, HOOK)
    case_id, event = a_case(city, description="behind the blue door")
    for _ in range(3):
        deliver_work_orders(city, case_id, event.version)
    (call,) = city.webhooks.calls
    body = json.loads(call.body)
    schemas.check("deliveries/work_order_event", body)
    assert (body["type"], body["service_request_id"], body["description"]) == (
        "work_order.created", case_id, "behind the blue door"
    )  # fmt: skip
    assert call.headers["webhook-id"] == body["id"]
    keys = city.webhook_keys.valid(GRAFFITI, city.now())
    signed = (call.headers["webhook-id"], int(call.headers["webhook-timestamp"]), call.body)
    assert is_signed(keys, *signed, call.headers["webhook-signature"])
    assert the_one(city, DeliveryState.DELIVERED).attempts == 1
    (event,) = told(city, case_id, "WorkOrderDelivered")
    assert event.data["by"] == "webhook"


def test_an_answer_may_acknowledge_at_once(city: Any) -> None:
    deliver_by(city, GRAFFITI, HOOK)
    city.webhooks.answer = lambda call: b'{"acknowledged": true}'
    case_id, event = a_case(city)
    deliver_work_orders(city, case_id, event.version)
    assert the_one(city, DeliveryState.ACKNOWLEDGED).is_owed is False


@pytest.mark.parametrize("answer", [b"", b"[]", b"{", b'{"acknowledged": "yes"}', b"[" * 50_000, b"\xff"])
def test_any_other_answer_is_only_a_delivery(city: Any, answer: bytes) -> None:
    deliver_by(city, GRAFFITI, HOOK)
    city.webhooks.answer = lambda call: answer
    case_id, event = a_case(city)
    deliver_work_orders(city, case_id, event.version)
    assert the_one(city, DeliveryState.DELIVERED)


def test_nobody_and_no_free_text_is_in_it_unless_the_pack_shares_it(city: Any) -> None:
    deliver_by(city, GRAFFITI, {"kind": "webhook", "url": HOOK["url"]})
    case_id, event = a_case(city, description="call Ana", address="12 Elm Street")
    deliver_work_orders(city, case_id, event.version)
    body = json.loads(city.webhooks.calls[0].body)
    assert not {"description", "address", "answers"} & set(body)
    assert "Ana" not in city.webhooks.calls[0].body.decode()
    assert body["location"]


def test_of_a_private_case_only_numbers_leave(city: Any) -> None:
    department = department_of("homeless_outreach")
    deliver_by(city, department, HOOK)
    case_id, event = a_case(city, "homeless_outreach", description="two people", address="12 Elm Street")
    deliver_work_orders(city, case_id, event.version)
    body = json.loads(city.webhooks.calls[0].body)
    schemas.check("deliveries/work_order_event", body)
    assert body["private"] is True
    assert not {"location", "description", "address", "answers"} & set(body)


def test_a_mailbox_gets_words_and_a_link_that_is_kept_as_a_hash(city: Any) -> None:
    deliver_by(city, GRAFFITI, MAILBOX)
    case_id, event = a_case(city, description="behind the blue door")
    deliver_work_orders(city, case_id, event.version)
    (mail,) = city.messenger.sent
    assert (mail.to, case_id in mail.subject) == ("crews@example.org", True)
    assert "behind the blue door" in mail.text
    token = mail.text.split("/work/#")[1].split()[0]
    if hasattr(city, "store"):
        assert token not in repr(city.deliveries.links)


def test_a_private_mail_has_no_link_but_to_the_staff_app(city: Any) -> None:
    department = department_of("homeless_outreach")
    deliver_by(city, department, MAILBOX)
    case_id, event = a_case(city, "homeless_outreach", description="two people in a tent")
    deliver_work_orders(city, case_id, event.version)
    (mail,) = city.messenger.sent
    assert not [word for word in ("/work/#", "tent") if word in mail.text]
    assert "/staff/#" in mail.text


def test_an_endpoint_that_is_down_for_a_day_gets_it_within_an_hour_of_its_return(city: Any) -> None:
    deliver_by(city, GRAFFITI, HOOK)
    city.webhooks.answer = down = Down()
    case_id, event = a_case(city)
    began = city.now()
    deliver_work_orders(city, case_id, event.version)
    while city.now() - began < DAY_S:
        city.clock += 5 * MINUTE_S
        sweep_deliveries(city)
    owed = the_one(city, DeliveryState.UNDELIVERED)
    assert owed.reason == "no_answer"
    assert down.knocks < 60, "a dead system is knocked at with growing pauses"
    assert len(told(city, case_id, "WorkOrderUndelivered")) == 1
    down.reason = ""
    back = city.now()
    while the_state(city, owed.id) is DeliveryState.UNDELIVERED:
        city.clock += MINUTE_S
        sweep_deliveries(city)
        assert city.now() - back <= HOUR_S + MINUTE_S
    assert the_state(city, owed.id) is DeliveryState.DELIVERED
    assert len(told(city, case_id, "WorkOrderDelivered")) == 1


def the_state(city: Any, delivery_id: str) -> DeliveryState:
    return city.deliveries.find(delivery_id).state  # type: ignore[no-any-return]


def test_after_a_week_it_is_left_to_people_who_may_send_it_again(city: Any) -> None:
    deliver_by(city, GRAFFITI, HOOK)
    city.webhooks.answer = down = Down("answer_404")
    case_id, event = a_case(city)
    deliver_work_orders(city, case_id, event.version)
    city.clock += GIVE_UP_S
    sweep_deliveries(city)
    given_up = the_one(city, DeliveryState.UNDELIVERED)
    assert given_up.next_at is None
    schemas.check("staff/delivery", delivery_view(given_up))
    knocks = down.knocks
    city.clock += DAY_S
    sweep_deliveries(city)
    assert down.knocks == knocks
    down.reason = ""
    assert redriven(city, given_up).state is DeliveryState.PENDING
    assert not city.deliveries.listed(given_up.line, DeliveryState.UNDELIVERED, 10, None).deliveries
    sweep_deliveries(city)
    assert the_state(city, given_up.id) is DeliveryState.DELIVERED


def test_one_dead_department_does_not_take_the_time_of_the_others(city: Any) -> None:
    other = department_of("stray_animal")
    deliver_by(city, GRAFFITI, HOOK)
    deliver_by(city, other, MAILBOX)
    city.webhook_keys = KeyRing({GRAFFITI: [{"key": "whsec_AAAA"}]})
    city.webhooks.answer = down = Down()
    for _ in range(8):
        case_id, event = a_case(city, not_duplicate_of=())
        deliver_work_orders(city, case_id, event.version)
    assert down.knocks == 3, "after three failures it rests"
    case_id, event = a_case(city, "stray_animal")
    deliver_work_orders(city, case_id, event.version)
    assert [mail.to for mail in city.messenger.sent] == ["crews@example.org"]
    city.clock += 2 * MINUTE_S
    sweep_deliveries(city)
    assert down.knocks == 4, "then one attempt finds out"
    down.reason = ""
    city.clock += HOUR_S
    for _ in range(3):
        sweep_deliveries(city)
        city.clock += MINUTE_S
    assert not city.deliveries.listed(GRAFFITI, DeliveryState.UNDELIVERED, 50, None).deliveries
    assert not city.deliveries.listed(GRAFFITI, DeliveryState.PENDING, 50, None).deliveries


def test_who_dies_between_sending_and_noting_sends_again_under_the_same_id(city: Any) -> None:
    deliver_by(city, GRAFFITI, HOOK)
    case_id, event = a_case(city)
    keep, city.deliveries.keep = city.deliveries.keep, _die
    with pytest.raises(KeyboardInterrupt):
        deliver_work_orders(city, case_id, event.version)
    city.deliveries.keep = keep
    deliver_work_orders(city, case_id, event.version)
    assert len(city.webhooks.calls) == 1, "the claim still holds"
    city.clock += 3 * MINUTE_S
    sweep_deliveries(city)
    assert len({call.headers["webhook-id"] for call in city.webhooks.calls}) == 1
    assert len(city.webhooks.calls) == 2
    assert len(told(city, case_id, "WorkOrderDelivered")) == 1


def _die(delivery: Delivery) -> None:
    raise KeyboardInterrupt


def test_a_merged_case_takes_its_work_order_back(city: Any) -> None:
    deliver_by(city, GRAFFITI, HOOK)
    case_id, event = a_case(city)
    deliver_work_orders(city, case_id, event.version)
    parent, _ = a_case(city, not_duplicate_of=(case_id,))
    merge_requests(city, TRIAGE, case_id, parent, "the same wall")
    for one in told(city, case_id, "RequestMerged"):
        deliver_work_orders(city, case_id, one.version)
    assert json.loads(city.webhooks.calls[-1].body)["type"] == "work_order.withdrawn"


def test_without_a_key_nothing_is_sent(city: Any) -> None:
    deliver_by(city, GRAFFITI, HOOK)
    city.webhook_keys = KeyRing({})
    case_id, event = a_case(city)
    deliver_work_orders(city, case_id, event.version)
    assert city.webhooks.calls == []
    assert the_one(city, DeliveryState.UNDELIVERED).reason == "no_signing_key"


def test_a_department_that_reads_the_queue_by_now_is_owed_nothing(city: Any) -> None:
    deliver_by(city, GRAFFITI, HOOK)
    city.webhooks.answer = Down()
    case_id, event = a_case(city)
    deliver_work_orders(city, case_id, event.version)
    deliver_by(city, GRAFFITI, QUEUE)
    for _ in range(70):
        city.clock += MINUTE_S
        sweep_deliveries(city)
    assert not city.deliveries.listed(GRAFFITI, DeliveryState.UNDELIVERED, 50, None).deliveries


def test_a_defect_of_ours_is_seen_and_does_not_stop_the_others(city: Any) -> None:
    deliver_by(city, GRAFFITI, HOOK)
    city.webhooks.answer = Down()
    cases = [a_case(city, not_duplicate_of=()) for _ in range(2)]
    for case_id, event in cases:
        deliver_work_orders(city, case_id, event.version)
    seen: list[Any] = []

    def stumble(call: Any) -> bytes:
        seen.append(call)
        if len(seen) == 1:
            raise ZeroDivisionError
        return b""

    city.webhooks.answer = stumble
    city.clock += HOUR_S
    with pytest.raises(ExceptionGroup):
        sweep_deliveries(city)
    assert len(seen) == 2


def test_a_forged_message_sends_nothing(city: Any) -> None:
    deliver_by(city, GRAFFITI, HOOK)
    case_id, event = a_case(city)
    assert deliver_work_orders(city, case_id, event.version + 40) == []
    assert deliver_work_orders(city, "7QX-4CM-2WF", 1) == []
    assert city.webhooks.calls == []
