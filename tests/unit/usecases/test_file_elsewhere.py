"""Work orders filed at another city's GeoReport v2 server and followed there; the other city is ours too."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from functions.open311_api import app as open311
from hex311.adapters.webhooks import HttpsWebhooks
from hex311.domain.delivery import DAY_S, FOLLOW, HOUR_S, MINUTE_S, Delivery, DeliveryState
from hex311.domain.policy import Role, Staff
from hex311.domain.signature import KeyRing, new_key
from hex311.domain.work_order import WorkStatus
from hex311.ports import NotTaken
from hex311.settings import Settings
from hex311.usecases.api_keys import issue_key
from hex311.usecases.deliver_work_orders import deliver_work_orders, sweep_deliveries
from hex311.usecases.merge_requests import merge_requests
from hex311.usecases.submit_request import submit_request
from hex311.usecases.work_on_order import complete_work_order, start_work_order
from tests.support.city import a_report, memory_city
from tests.support.outside import a_case, deliver_by, department_of, told
from tests.support.served import served
from tests.support.world import World, case_ids

TYPE = "alley_light_out"
WHO = department_of(TYPE)
ADMIN = Staff("1", frozenset({Role.ADMIN}), frozenset())
POLL_S = 15 * MINUTE_S


@pytest.fixture
def other(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The other city: what is filed there, its staff work off."""
    ports = memory_city()
    ports.settings = Settings(stage="test")  # type: ignore[attr-defined]
    monkeypatch.setattr(open311, "ports", lambda: ports)
    return ports


@pytest.fixture
def base(other: Any) -> Iterator[str]:
    with served(open311.app) as address:
        yield address


@pytest.fixture
def ours(other: Any, base: str) -> Any:
    city = memory_city()
    city.webhooks = HttpsWebhooks(loopback=True)  # type: ignore[assignment]
    way = {"kind": "open311", "url": f"{base}/open311/v2", "share": ["description", "answers"]}
    deliver_by(city, WHO, way)
    key, _ = issue_key(other, "rivermark", ["submit"], 1_000, "tests")
    city.webhook_keys = KeyRing({WHO: [{"key": new_key()}]}).with_api_key(WHO, key)
    return city


def filed(ours: Any, **changes: Any) -> tuple[str, str]:
    case_id, event = a_case(ours, TYPE, **changes)
    deliver_work_orders(ours, case_id, event.version)
    return case_id, str(event.data["work_order_id"])


def there(other: Any) -> str:
    """The one case of the other city, with its work orders made."""
    (number,) = case_ids(other)
    World(other).settle(number)
    return number


def later(ours: Any, other: Any, seconds: int = POLL_S) -> list[Delivery]:
    ours.clock = other.clock = ours.clock + seconds
    return sweep_deliveries(ours)


def order_of(city: Any, case_id: str, order_id: str = "") -> Any:
    orders = city.cases.case_file(case_id).work_orders
    return next(order for order in orders if order_id in ("", order.id))


def following(ours: Any) -> Delivery:
    return next(one for one in ours.deliveries.stored.values() if one.is_following)


def test_a_work_order_is_filed_once_followed_and_comes_back(ours: Any, other: Any) -> None:
    case_id, order_id = filed(ours, description="behind the blue door")
    deliver_work_orders(ours, case_id, told(ours, case_id, "WorkOrderCreated")[0].version)
    number = there(other)
    request = other.cases.case_file(number).request
    assert (request.service_code, request.channel) == (TYPE, "rivermark")
    assert "behind the blue door" in request.description
    assert f"{case_id} {order_id}" in request.description
    (event,) = told(ours, case_id, "WorkOrderDelivered")
    assert event.data["by"] == "open311"
    assert following(ours).remote == number

    assert later(ours, other, MINUTE_S) == []
    later(ours, other)
    assert order_of(ours, case_id, order_id).status is WorkStatus.OPEN
    work = order_of(other, number)
    start_work_order(other, ADMIN, number, work.id)
    for _ in range(2):
        later(ours, other)
        assert order_of(ours, case_id, order_id).status is WorkStatus.STARTED
    outcome = next(o for o in outcomes(other, number) if o["status"] == "done")["code"]
    complete_work_order(other, ADMIN, number, work.id, outcome, "")
    World(other).settle(number)
    later(ours, other)
    order = order_of(ours, case_id, order_id)
    assert (order.status, order.outcome_status) == (WorkStatus.COMPLETED, "done")
    assert told(ours, case_id, "WorkOrderCompleted")[0].actor == f"vendor:{WHO}"
    assert later(ours, other, DAY_S) == []
    assert len(case_ids(other)) == 1


def outcomes(city: Any, number: str) -> list[dict[str, Any]]:
    documents, case = city.catalogue.current().documents, city.cases.case_file(number)
    process = documents["processes"][documents["services"][case.request.service_code]["process"]]
    work = [work for stage in process["stages"] for work in stage.get("work_orders", ())]
    return next(one["outcomes"] for one in work if one["code"] in case.work_orders[0].id)


def test_what_could_not_be_done_there_was_not_done(ours: Any, other: Any) -> None:
    case_id, order_id = filed(ours)
    number = there(other)
    found = [o for o in outcomes(other, number) if o["status"] == "could_not_be_done"]
    complete_work_order(other, ADMIN, number, order_of(other, number).id, found[0]["code"], "")
    World(other).settle(number)
    later(ours, other)
    assert order_of(ours, case_id, order_id).outcome_status == "could_not_be_done"


@pytest.mark.parametrize("moment", ["before the answer is kept", "before the filing is noted"])
def test_who_dies_while_filing_files_again_under_the_same_id(ours: Any, other: Any, moment: str) -> None:
    port, name = (ours.deliveries, "plan") if moment == "before the answer is kept" else (ours.deliveries, "keep")
    real = getattr(port, name)
    calls: list[Any] = []

    def dies(*args: Any) -> Any:
        calls.append(args)
        is_ours = args[0].is_following if name == "plan" else True
        if is_ours and len(calls) <= 2 and not getattr(dies, "done", False):
            dies.done = True  # type: ignore[attr-defined]
            raise KeyboardInterrupt
        return real(*args)

    setattr(port, name, dies)
    case_id, event = a_case(ours, TYPE)
    with pytest.raises(KeyboardInterrupt):
        deliver_work_orders(ours, case_id, event.version)
    later(ours, other, 10 * MINUTE_S)
    assert len(case_ids(other)) == 1
    assert [one.is_following for one in ours.deliveries.stored.values()].count(True) == 1
    assert following(ours).remote == case_ids(other)[0]


def test_the_other_city_is_down_for_a_day(ours: Any, other: Any) -> None:
    working = ours.webhooks

    class Down:
        def get(self, *_: Any) -> bytes:
            raise NotTaken("no_answer")

        post = get

    ours.webhooks = Down()
    case_id, order_id = filed(ours)
    for _ in range(24):
        later(ours, other, HOUR_S)
    assert case_ids(other) == []
    assert told(ours, case_id, "WorkOrderUndelivered")
    ours.webhooks = working
    later(ours, other, 2 * HOUR_S)
    number = there(other)
    ours.webhooks = Down()
    for _ in range(24):
        later(ours, other, HOUR_S)
    assert following(ours).is_owed
    ours.webhooks = working
    start_work_order(other, ADMIN, number, order_of(other, number).id)
    later(ours, other, 2 * HOUR_S)
    assert order_of(ours, case_id, order_id).status is WorkStatus.STARTED
    assert following(ours).attempts == 0


def test_what_was_a_duplicate_there_goes_on_under_the_other_number(ours: Any, other: Any) -> None:
    case_id, order_id = filed(ours)
    number = there(other)
    parent = submit_request(other, a_report(TYPE)).request.id
    World(other).settle(parent)
    merge_requests(other, ADMIN, number, parent, "the same wall")
    later(ours, other)
    assert following(ours).remote == parent
    start_work_order(other, ADMIN, parent, order_of(other, parent).id)
    later(ours, other)
    assert order_of(ours, case_id, order_id).status is WorkStatus.STARTED


def test_following_ends_with_the_work_order(ours: Any, other: Any) -> None:
    case_id, order_id = filed(ours)
    outcome = next(o for o in outcomes(ours, case_id) if o["status"] == "done")["code"]
    complete_work_order(ours, ADMIN, case_id, order_id, outcome, "")
    later(ours, other)
    assert following(ours).state is DeliveryState.DELIVERED
    assert later(ours, other, DAY_S) == []


def test_private_cases_are_not_filed_elsewhere_and_blurred_ones_at_their_public_point(ours: Any, other: Any) -> None:
    services = ours.catalogue.current().services.values()
    private = next(one.code for one in services if one.privacy == "private" and one.redirect is None)
    deliver_by(ours, department_of(private), {"kind": "open311", "url": "https://no.example/"})
    case_id, event = a_case(ours, private)
    assert deliver_work_orders(ours, case_id, event.version) == []


def test_without_a_share_no_words_of_residents_leave(ours: Any, other: Any) -> None:
    way = ours.catalogue.current().delivery(WHO)
    deliver_by(ours, WHO, {**way, "share": ["answers"]})
    filed(ours, description="call Ana", address="12 Elm Street")
    request = other.cases.case_file(there(other)).request
    assert "Ana" not in request.description
    assert not request.address


def played(ours: Any, *answers: Any) -> list[str]:
    """Another server of which only the answers are known; the addresses that were asked."""
    asked: list[str] = []
    told = [one if isinstance(one, bytes) else json.dumps(one).encode() for one in answers]

    class Other:
        def get(self, url: str, headers: Any, body: bytes = b"") -> bytes:
            asked.append(f"{url} {body.decode()}")
            return told.pop(0) if len(told) > 1 else told[0]

        post = get

    ours.webhooks = Other()
    return asked


@pytest.mark.parametrize(
    "answer",
    [b"", b"<xml/>", [], {}, [[]], ["x"], [{"service_request_id": None}], [{"service_request_id": "../../admin?x="}],
     [{"service_request_id": {"a": 1}}], [{"service_request_id": "x" * 5_000}], b"[" * 50_000, b"\xff\xfe"],
)  # fmt: skip
def test_a_wrong_answer_to_a_filing_is_no_number(ours: Any, other: Any, answer: Any) -> None:
    played(ours, answer)
    filed(ours)
    (delivery,) = ours.deliveries.stored.values()
    assert (delivery.state, delivery.reason[:7]) == (DeliveryState.UNDELIVERED, "answer_")


@pytest.mark.parametrize(
    "answer",
    [b"", [], {}, [{"status": 7, "status_notes": {"x": 1}}], [{"status": ["closed"]}], [{"status": "dancing"}],
     [{"status": "open", "extended_attributes": "x"}], [{"status": None}]],
)  # fmt: skip
def test_a_wrong_answer_to_a_look_changes_nothing(ours: Any, other: Any, answer: Any) -> None:
    played(ours, [{"service_request_id": "17"}], answer)
    case_id, order_id = filed(ours)
    later(ours, other)
    assert order_of(ours, case_id, order_id).status is WorkStatus.OPEN
    assert following(ours).is_owed


def test_servers_that_answer_a_token_or_leave_the_array_out(ours: Any, other: Any) -> None:
    asked = played(ours, {"token": "T1"}, [{"token": "T1"}], [{"service_request_id": "17", "token": "T1"}],
                   {"service_request_id": "17", "status": "closed", "status_notes": "n" * 9_000})  # fmt: skip
    case_id, order_id = filed(ours)
    for _ in range(3):
        later(ours, other)
    order = order_of(ours, case_id, order_id)
    assert (order.status, order.outcome_status, len(order.note)) == (WorkStatus.COMPLETED, "done", 500)
    assert [url.split("/v2/")[1].split(".json")[0] for url in asked] == [
        "requests",
        "tokens/T1",
        "tokens/T1",
        "requests/17",
    ]


def test_the_pack_says_which_outcome_an_end_means_and_what_things_are_called_there(ours: Any, other: Any) -> None:
    way = dict(ours.catalogue.current().delivery(WHO))
    asked = played(ours, [{"service_request_id": 17}], [{"status": "closed"}])
    deliver_by(ours, WHO, {**way, "services": {TYPE: "GRAF"}, "poll_minutes": 60})
    case_id, order_id = filed(ours)
    chosen = [one["code"] for one in outcomes(ours, case_id) if one["status"] == "not_ours"][-1]
    deliver_by(ours, WHO, {**way, "outcomes": {"done": chosen}, "services": {TYPE: "GRAF"}, "poll_minutes": 60})
    assert later(ours, other) == []
    later(ours, other, 46 * MINUTE_S)
    assert "service_code=GRAF" in asked[0]
    assert order_of(ours, case_id, order_id).outcome == chosen


def test_without_a_key_nothing_is_sent_and_a_given_key_signs_nothing(ours: Any, other: Any) -> None:
    ours.webhook_keys = KeyRing({})
    filed(ours)
    assert next(iter(ours.deliveries.stored.values())).reason == "no_api_key"
    ring = KeyRing({}).with_api_key(WHO, "old").with_api_key(WHO, "new")
    assert (ring.api_key(WHO), ring.valid(WHO, 0)) == ("new", ())


@pytest.mark.parametrize("url", ["https://169.254.169.254/v2", "http://other.example/v2", "https://localhost:22/v2"])
def test_addresses_that_may_not_be_called_are_not(ours: Any, other: Any, url: str) -> None:
    ours.webhooks = HttpsWebhooks(loopback=False)
    deliver_by(ours, WHO, {"kind": "open311", "url": url})
    filed(ours)
    assert next(iter(ours.deliveries.stored.values())).reason in (
        "address_not_public", "url_not_https", "port_not_allowed"
    )  # fmt: skip


def test_a_following_stands_in_the_line_of_its_department(ours: Any, other: Any) -> None:
    filed(ours)
    found = following(ours)
    assert (found.target, found.line) == (f"{FOLLOW}{WHO}", WHO)
