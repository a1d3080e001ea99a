"""What one typical case asks of AWS from its filing to its closing, counted while the real adapters run on moto.

Played is a report with one follower who has confirmed, one stage of work, and every hop in between as it is deployed:
relay, queues, the photo of the work, mails, map tiles, figures, change feed and deliveries. Streams, buses and queues
are counted by what is handed to them.
"""

import json
from collections import Counter
from math import ceil
from typing import Any
from unittest.mock import patch

import botocore.client
from pynamodb.connection.base import Connection

from hex311.adapters.memory.ports import FixedOverlay
from hex311.domain.events import Event, EventName
from hex311.domain.geography import Overlay, OverlayAnswer, Point
from hex311.domain.policy import Role, Staff
from hex311.domain.work_order_news import TOLD
from hex311.domain.work_report import Evidence
from hex311.spatial.request_list import ListIndex, Part
from hex311.usecases.count_insights import NOT_COUNTED, count_insights
from hex311.usecases.deliver_work_orders import deliver_work_orders
from hex311.usecases.follow_request import confirm_follower
from hex311.usecases.inform_officers import inform_officers
from hex311.usecases.notify_followers import notify_followers
from hex311.usecases.publish_changes import publish_changes
from hex311.usecases.render_hexes import hex_tiles_of, render_hexes
from hex311.usecases.render_tiles import render_tiles
from hex311.usecases.run_workflow import (
    close_request,
    create_work_order,
    resume_workflow,
    route_request,
    start_workflow,
)
from hex311.usecases.settle_photos import settle_photos
from hex311.usecases.submit_request import submit_request
from hex311.usecases.work_on_order import complete_work_order, start_work_order
from tests.support.aws import MotoPorts, moto_city
from tests.support.city import a_report, overlay_at, resident, rivermark
from tests.support.photos import sent_photo

ADMIN = Staff("admin", frozenset({Role.ADMIN}), frozenset())
KB = 1024
S3_REQUESTS = {"PutObject": "s3_put", "PutObjectTagging": "s3_put", "GetObject": "s3_get", "HeadObject": "s3_get"}
A_PUBLIC_WALL = {"surface": "metal", "owner": "public", "hateful": "no"}


def calls_of_a_case() -> Counter[str]:
    """`sdk_calls` in all, and what is charged: units, requests, mails, by the names in `prices.yaml`."""
    counts: Counter[str] = Counter()
    with moto_city() as city, counted(counts):
        city.overlays = FixedOverlay(in_every_layer)
        case_id = _play(city, counts)
        counts["ses_mail"] = len(city.messenger.sent)
        counts["sdk_calls"] += counts["ses_mail"]
        assert city.cases.case_file(case_id).request.is_closed
    return counts


def in_every_layer(point: Point) -> Overlay:
    """A place in an area of every layer, which is more than any place has: the figures count each of them."""
    known = overlay_at(point)
    named = {answer.layer for answer in known.answers}
    more = [OverlayAnswer(layer, "1", layer) for layer in rivermark()["layers"] if layer not in named]
    return Overlay(known.generation, (*known.answers, *more))


def counted(counts: Counter[str]) -> Any:
    """Count every call of PynamoDB and boto3 into `counts`."""
    listed: dict[str, Any] = {}
    dispatch, api_call = Connection.dispatch, botocore.client.BaseClient._make_api_call

    def of_pynamodb(self: Any, operation: str, kwargs: Any) -> Any:
        answer = dispatch(self, operation, kwargs)
        _count_table(counts, listed, operation, kwargs, answer)
        return answer

    def of_boto(self: Any, operation: str, kwargs: Any) -> Any:
        counts["sdk_calls"] += 1
        name = S3_REQUESTS.get(operation)
        if name:
            counts[name] += 1
        return api_call(self, operation, kwargs)

    return _Both(
        patch.object(Connection, "dispatch", of_pynamodb),
        patch.object(botocore.client.BaseClient, "_make_api_call", of_boto),
    )


class _Both:
    def __init__(self, *patches: Any) -> None:
        self._patches = patches

    def __enter__(self) -> None:
        for one in self._patches:
            one.start()

    def __exit__(self, *_: object) -> None:
        for one in self._patches:
            one.stop()


def _units_of_lists(item: Any, listed: dict[str, Any]) -> int:
    """What a case's write costs in the list indexes: nothing where what they carry stays the same, one unit for a new
    entry and for one that stays where it is; one that moves, as in those by the last change and to another state, is
    taken away and written. `listed` is what each case had. The clock of the play stands still, so a change is taken for
    one of a later second."""
    if "summary" not in item:
        return 0
    case = item["pk"]["S"]
    before, listed[case] = listed.get(case), item
    return sum(_units_of_list(index, item, before) for index in ListIndex)


def _units_of_list(index: ListIndex, item: Any, before: Any) -> int:
    carried = "entry" if index.part is Part.TILE else "summary"
    moves = before is not None and (index.is_by_update or before[str(index.part)] != item[str(index.part)])
    if before is not None and not moves and carried == "entry" and before["entry"] == item["entry"]:
        return 0
    return (1 + moves) * ceil(_size(item[carried]) / KB)


def _count_table(counts: Counter[str], listed: dict[str, Any], operation: str, kwargs: Any, answer: Any) -> None:
    """Units as DynamoDB charges them: per KB written, twice in a transaction; per 4 KB read, half when relaxed."""
    counts["sdk_calls"] += 1
    if operation == "TransactWriteItems":
        for part in kwargs["TransactItems"]:
            (what,) = part.values()
            counts["dynamodb_write_unit"] += 2 * ceil(_size(what.get("Item", what)) / KB)
            counts["dynamodb_write_unit"] += _units_of_lists(what.get("Item", {}), listed)
    elif operation in ("PutItem", "UpdateItem", "DeleteItem"):
        counts["dynamodb_write_unit"] += ceil(_size(kwargs) / KB)
    else:
        strong = 1 if kwargs.get("ConsistentRead") else 0.5
        counts["dynamodb_read_unit"] += ceil(strong * ceil(_size(answer) / (4 * KB)))


def _size(document: Any) -> int:
    return len(json.dumps(document, default=str))


def _play(city: MotoPorts, counts: Counter[str]) -> str:
    case_id = submit_request(city, a_report("graffiti_removal", reporter=resident(), answers=A_PUBLIC_WALL)).request.id
    counts["api_request"] += 1
    follower = city.secrets.follower_id(case_id, "ana@example.org")
    told = _tell(city, case_id, counts, 0)
    confirm_follower(city, city.secrets.link_token("confirm", case_id, follower))
    counts["api_request"] += 1
    for _ in range(9):
        counts["lambda_request"] += 1  # RouteRequest
        routed = route_request(city, case_id, 1)
        told = _tell(city, case_id, counts, told)
        if routed.next == "close":
            counts["lambda_request"] += 1
            close_request(city, case_id)
            _tell(city, case_id, counts, told)
            return case_id
        for order_id in routed.work_order_ids:
            counts["lambda_request"] += 1
            city.workflows.waiting.add(order_id)
            create_work_order(city, case_id, order_id, 1, order_id)
            told = _tell(city, case_id, counts, told)
            start_work_order(city, ADMIN, case_id, order_id)
            complete_work_order(city, ADMIN, case_id, order_id, "cleaned", evidence=_shown(city, counts))
            counts["api_request"] += 2
            told = _tell(city, case_id, counts, told)
    raise AssertionError("the case does not end")


def _shown(city: MotoPorts, counts: Counter[str]) -> Evidence:
    """A photo of the work: asked for, uploaded, drawn anew, looked after."""
    counts["api_request"] += 2
    counts["lambda_request"] += 1
    counts["eventbridge_event"] += 1  # S3 tells of the upload
    counts["sqs_request"] += 3
    return Evidence("The crew was there today.", (sent_photo(city),))


def _tell(city: MotoPorts, case_id: str, counts: Counter[str], told: int) -> int:
    """Every hop of the events that are new; returns the version that has been told."""
    events = [event for event in city.cases.case_file(case_id).events if event.version > told]
    for event in events:
        counts["lambda_request"] += 3  # the relay, the mail and the map; batches would be fewer
        counts["eventbridge_event"] += 1
        counts["sns_publish"] += 1
        counts["sqs_request"] += 6  # to the queues of mail and map: sent, received, deleted
        counts["sdk_calls"] += 1  # PutEvents
        _react(city, event, counts)
    return events[-1].version if events else told


def _react(city: MotoPorts, event: Event, counts: Counter[str]) -> None:
    if event.name is EventName.REQUEST_SUBMITTED:
        start_workflow(city, event.case_id)
    elif event.name is EventName.WORK_ORDER_COMPLETED:
        resume_workflow(city, event.case_id, str(event.data["work_order_id"]))
    if event.name in (EventName.REQUEST_SUBMITTED, EventName.WORK_ORDER_COMPLETED):
        counts["lambda_request"] += 1
        counts["sqs_request"] += 3
        counts["sdk_calls"] += 1  # StartExecution or SendTaskSuccess
    notify_followers(city, event.case_id, event.version)
    assert not render_tiles(city, [event.case_id]).failed
    _also_told(city, event, counts)


def _also_told(city: MotoPorts, event: Event, counts: Counter[str]) -> None:
    """The figures, the change feed, departments and officers: each by a queue and a function of its own."""
    told = 1
    publish_changes(city, event.case_id, event.version)
    if event.name not in NOT_COUNTED:
        told += 1
        render_hexes(city, hex_tiles_of([count_insights(city, event.case_id).contribution]))
    if event.name in TOLD:
        told += 1
        deliver_work_orders(city, event.case_id, event.version)
    if event.name is EventName.PHOTOS_ATTACHED:
        told += 1
        settle_photos(city, event.case_id)
    if event.name is EventName.WORK_ORDER_CREATED:
        told += 1
        inform_officers(city, event.case_id, event.version)
    counts["lambda_request"] += told
    counts["sqs_request"] += 3 * told  # sent, received, deleted
