"""DynamoDB answers late, not at all, or "not now": nothing happens twice, and the caller is told to try again."""

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from pynamodb.exceptions import PynamoDBException

from hex311.adapters.dynamodb.catalogue import DynamoCatalogue
from hex311.adapters.dynamodb.overlay import DynamoOverlay
from hex311.adapters.dynamodb.records import CaseItem, ContactRecord, NearbyRecord, use_tables
from hex311.domain.errors import TransientFault
from hex311.ports import LimitHit
from hex311.spatial.tiles import parent_key
from hex311.usecases.follow_request import follow_request
from hex311.usecases.run_workflow import create_work_order, route_request
from hex311.usecases.submit_request import submit_request
from hex311.usecases.work_on_order import start_work_order
from tests.support.aws import REGION, SETTINGS, create_table, moto_city
from tests.support.city import HOME, a_report, resident
from tests.support.faults import cancellations, lost_answers, refusals, short_pages, silence
from tests.unit.usecases.test_run_workflow import ADMIN


@pytest.fixture(scope="module")
def city() -> Iterator[Any]:
    """One city on moto for the whole module: no test looks at another's case."""
    with moto_city() as ports:
        create_table(
            boto3.client("dynamodb", region_name=REGION), "overlay", [("cell", "HASH"), ("active_from", "RANGE")], {}
        )
        yield ports


@pytest.fixture
def patience() -> None:
    """A new client: botocore tries again only while few calls failed before."""
    use_tables(SETTINGS)


def cases() -> int:
    """How many cases the table holds."""
    table = boto3.resource("dynamodb", region_name=REGION).Table("cases")
    return sum(item["sk"] == "META" for item in table.scan()["Items"])


def test_a_report_whose_answer_was_lost_is_filed_once(city: Any, patience: None) -> None:
    before = cases()
    with lost_answers("TransactWriteItems"):
        submitted = submit_request(city, a_report(reporter=resident()))
    assert cases() == before + 1
    assert [event.version for event in city.cases.case_file(submitted.request.id).events] == [1, 2]


def test_when_no_answer_ever_comes_the_retry_finds_the_report(city: Any, patience: None) -> None:
    before, report = cases(), a_report()
    with lost_answers("TransactWriteItems", times=99), pytest.raises(TransientFault):
        submit_request(city, report)
    again = submit_request(city, report)
    assert again.replayed
    assert cases() == before + 1


def test_a_change_whose_answer_was_lost_happens_once(city: Any, patience: None) -> None:
    case_id = submit_request(city, a_report("graffiti_removal")).request.id
    order_id = route_request(city, case_id, 1).work_order_ids[0]
    with lost_answers("TransactWriteItems"):
        create_work_order(city, case_id, order_id, 1, "token")
    with lost_answers("TransactWriteItems"):
        start_work_order(city, ADMIN, case_id, order_id)
    with lost_answers("TransactWriteItems"):
        follow_request(city, case_id, "ana@example.org", "en", None)
    events = [str(event.name) for event in city.cases.case_file(case_id).events]
    assert events == ["RequestSubmitted", "RequestRouted", "WorkOrderCreated", "WorkOrderStarted", "FollowRequested"]


def test_a_conflict_of_transactions_is_tried_again(city: Any, patience: None) -> None:
    with cancellations("TransactionConflict", times=2):
        assert city.cases.case_file(submit_request(city, a_report()).request.id)


@pytest.mark.parametrize("reason", ["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"])
def test_a_transaction_that_is_always_cancelled_says_try_again(city: Any, reason: str) -> None:
    before = cases()
    with cancellations(reason), pytest.raises(TransientFault):
        submit_request(city, a_report())
    assert cases() == before


def test_a_defect_of_ours_is_not_called_a_passing_fault(city: Any) -> None:
    with cancellations("ValidationError"), pytest.raises(PynamoDBException):
        submit_request(city, a_report())
    with refusals("Query", "ValidationException"), pytest.raises(PynamoDBException):
        city.cases.case_file("7QX-4CM-2WF")


def calls(city: Any) -> dict[str, tuple[str, Any]]:
    """Every read and write of the ports: the operation it makes, and how to make it."""
    overlay = DynamoOverlay("overlay", city.now)
    return {
        "case": ("Query", lambda: city.cases.case_file("7QX-4CM-2WF")),
        "idempotency": ("GetItem", lambda: city.cases.answered("key")),
        "queue": ("Query", lambda: city.cases.work_orders_of("sanitation", "open", 10, None)),
        "tile": ("Query", lambda: city.cases.map_features("1/2")),
        "nearby": ("GetItem", lambda: city.nearby.read("pavement", "8928308280fffff")),
        "contact": ("GetItem", lambda: city.contacts.read("7QX-4CM-2WF", "REPORTER")),
        "limit": ("UpdateItem", lambda: city.limits.count(LimitHit("address#1", 9, 9, ""))),
        "catalogue": ("GetItem", DynamoCatalogue(city.now).current),
        "overlay": ("Query", lambda: overlay.overlay(HOME)),
        "transaction": ("TransactWriteItems", lambda: submit_request(city, a_report())),
        "mail": ("PutItem", lambda: city.cases.claim_mail("7QX-4CM-2WF", 1, "follower", 0)),
        "mail sent": ("UpdateItem", lambda: city.cases.mail_sent("7QX-4CM-2WF", 1, "follower")),
        "mail back": ("UpdateItem", lambda: city.cases.release_mail("7QX-4CM-2WF", 1, "follower")),
    }


PORTS = [
    "case",
    "idempotency",
    "queue",
    "tile",
    "nearby",
    "contact",
    "limit",
    "catalogue",
    "overlay",
    "transaction",
    "mail",
    "mail sent",
    "mail back",
]


@pytest.mark.parametrize("port", PORTS)
@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("ThrottlingException", 400),
        ("ProvisionedThroughputExceededException", 400),
        ("RequestLimitExceeded", 400),
        ("TransactionConflictException", 400),
        ("InternalServerError", 500),
        ("ServiceUnavailable", 503),
    ],
)
def test_not_now_is_a_passing_fault(city: Any, port: str, code: str, status: int) -> None:
    operation, act = calls(city)[port]
    with refusals(operation, code, status=status), pytest.raises(TransientFault):
        act()


@pytest.mark.parametrize("port", PORTS)
def test_silence_is_a_passing_fault(city: Any, port: str) -> None:
    operation, act = calls(city)[port]
    with silence(operation), pytest.raises(TransientFault):
        act()


def test_a_short_silence_is_not_noticed(city: Any, patience: None) -> None:
    with silence("TransactWriteItems", times=2):
        assert submit_request(city, a_report()).request.id


def test_a_collection_of_many_pages_is_read_whole(city: Any) -> None:
    case_id = submit_request(city, a_report("graffiti_removal")).request.id
    for _ in range(3):
        submit_request(city, a_report())
    create_work_order(city, case_id, route_request(city, case_id, 1).work_order_ids[0], 1, "token")
    whole, tile = city.cases.case_file(case_id), parent_key(HOME)
    entries = city.cases.map_features(tile)
    assert len(entries) > 2
    with short_pages(2):
        assert city.cases.case_file(case_id) == whole
        assert city.cases.map_features(tile) == entries


def test_a_client_is_shared_by_all_tables_and_made_anew_for_another_city(city: Any) -> None:
    clients = {id(record._get_connection().connection.client) for record in (CaseItem, ContactRecord, NearbyRecord)}
    assert len(clients) == 1
    use_tables(SETTINGS)
    assert id(CaseItem._get_connection().connection.client) not in clients
