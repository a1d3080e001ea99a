"""The sweep tells of every broken promise, once per level, whatever happens around it."""

import json
import random
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest

from hex311.domain.errors import BadInput, TransientFault
from hex311.domain.events import EventName
from hex311.domain.lifecycle import Status
from hex311.domain.request import Draft
from hex311.domain.work_order import OVER, WorkOrder
from hex311.ports import CaseFile, Change, Watched
from hex311.usecases.change_case import change_case, written
from hex311.usecases.escalate_work_orders import Sweep, escalate_work_orders, list_escalations
from hex311.usecases.keep_clocks import order_clock
from hex311.usecases.run_workflow import create_work_order, route_request
from tests.support.aws import moto_city
from tests.support.city import memory_city
from tests.support.outage import Outage, every_outage, fuse
from tests.support.turns import every_order, watch
from tests.unit.usecases.test_run_workflow import ADMIN, complete, submitted

HOUR, DAY = 3600, 86_400


@pytest.fixture
def city() -> Any:
    return memory_city()


@pytest.fixture(scope="module")
def moto() -> Iterator[Any]:
    with moto_city() as ports:
        yield ports


def with_work(city: Any, code: str = "graffiti_removal") -> str:
    """A case with its first work order."""
    case_id = submitted(city, code)
    for order_id in route_request(city, case_id, 1).work_order_ids:
        create_work_order(city, case_id, order_id, 1, f"{case_id}/{order_id}")
    return case_id


def sweep(city: Any) -> Sweep:
    return escalate_work_orders(city, lambda: True)


def told(city: Any, case_id: str) -> list[tuple[str, str]]:
    events = city.cases.case_file(case_id).events
    return [
        (event.data["work_order_id"], event.data["level"])
        for event in events
        if event.name is EventName.WORK_ORDER_ESCALATED
    ]


def record(city: Any, case_id: str, name: EventName, status: Status | None = None, **data: Any) -> None:
    """A fact of the first work order, as the work order API and the lifecycle tell them."""

    def decide(case: CaseFile) -> Change:
        facts = {"work_order_id": case.work_orders[0].id, **data}
        draft = Draft(case.request).record(name, city.now(), facts, status=status)
        return written(city, case, draft, work_orders=case.work_orders[:1])

    change_case(city, case_id, decide)


def order_of(city: Any, case_id: str) -> WorkOrder:
    order: WorkOrder = city.cases.case_file(case_id).work_orders[0]
    return order


def to_due(city: Any, case_id: str) -> int:
    """Put the clock on the due time."""
    due_at = order_of(city, case_id).due_at
    assert due_at is not None
    city.clock = due_at
    return due_at


def test_late_then_very_late_each_in_its_first_second_and_once(city: Any) -> None:
    case_id = with_work(city)
    order = order_of(city, case_id)
    to_due(city, case_id)
    assert (sweep(city).told, told(city, case_id)) == (0, [])
    city.clock += 1
    assert sweep(city).told == 1
    assert told(city, case_id) == [(order.id, "late")]
    assert sweep(city).looked_at == 0
    very_late_at = order_clock(city.catalogue.current(), order_of(city, case_id), city.now()).very_late_at
    city.clock = very_late_at
    assert sweep(city).told == 0
    city.clock += 1
    assert sweep(city).told == 1
    assert told(city, case_id) == [(order.id, "late"), (order.id, "very_late")]
    city.clock += 300 * DAY
    assert sweep(city) == Sweep()
    assert order_of(city, case_id).watch_at is None


def test_after_a_long_outage_both_levels_are_told_in_order(city: Any) -> None:
    case_id = with_work(city)
    city.clock += 300 * DAY
    assert sweep(city).told == 2
    assert [level for _, level in told(city, case_id)] == ["late", "very_late"]


def test_a_pause_moves_the_due_time_with_its_event_and_nothing_is_told_while_it_lasts(city: Any) -> None:
    case_id = with_work(city)
    due_at = order_of(city, case_id).due_at
    city.clock += HOUR
    record(city, case_id, EventName.WORK_ORDER_PAUSED, reason="weather")
    assert (order_of(city, case_id).due_at, order_of(city, case_id).watch_at) == (None, None)
    city.clock += 30 * DAY
    assert sweep(city) == Sweep()
    record(city, case_id, EventName.WORK_ORDER_RESUMED)
    moved = order_of(city, case_id)
    assert moved.due_at is not None
    assert moved.due_at > city.clock > due_at
    assert moved.watch_at == moved.due_at + 1
    city.clock = moved.due_at + 1
    assert sweep(city).told == 1


def test_asking_the_resident_stops_every_clock_of_the_case_and_any_other_status_starts_them(city: Any) -> None:
    case_id = with_work(city)
    expected = city.cases.case_file(case_id).request.expected_at
    record(city, case_id, EventName.RESIDENT_ASKED, Status.WAITING)
    assert city.cases.case_file(case_id).request.expected_at is None
    assert order_of(city, case_id).due_at is None
    city.clock += 20 * DAY
    record(city, case_id, EventName.WORK_ORDER_STARTED, Status.UNDER_WAY)
    assert city.cases.case_file(case_id).request.expected_at > expected
    assert order_of(city, case_id).due_at > city.clock


def test_what_is_over_before_the_sweep_comes_troubles_nobody(city: Any) -> None:
    done, withdrawn, late = (with_work(city) for _ in range(3))
    city.clock += 300 * DAY
    complete(city, done, order_of(city, done).id)
    record(city, withdrawn, EventName.REQUEST_CLOSED, Status.NOT_OURS)
    record(city, late, EventName.WORK_ORDER_PAUSED, reason="weather")
    assert sweep(city).told == 2
    assert (told(city, done), told(city, withdrawn)) == ([], [])
    assert [level for _, level in told(city, late)] == ["late", "very_late"], "it was late before it was paused"


def test_work_that_is_created_again_has_a_due_time_of_its_own(city: Any) -> None:
    case_id = with_work(city)
    city.clock += 300 * DAY
    sweep(city)
    record(city, case_id, EventName.WORK_ORDER_CREATED, due_at=city.clock + DAY, department="streets")
    assert order_of(city, case_id).escalated == ""
    city.clock += 300 * DAY
    assert sweep(city).told == 2
    assert Counter(level for _, level in told(city, case_id)) == {"late": 2, "very_late": 2}


def test_a_sweep_that_dies_anywhere_loses_nothing_and_tells_nothing_twice(city: Any) -> None:
    def prepare() -> str:
        case_id = with_work(city)
        city.clock += 300 * DAY
        return case_id

    for where, case_id in every_outage(city, prepare, lambda case_id: sweep(city)):
        sweep(city)
        assert [level for _, level in told(city, case_id)] == ["late", "very_late"], where


def test_two_sweeps_at_once_in_every_order() -> None:
    def scene() -> tuple[Any, list[Any]]:
        city = memory_city()
        city.case_id = with_work(city)  # type: ignore[attr-defined]
        city.clock += 300 * DAY
        watch(city.cases, "case_file", "commit")
        return city, [lambda: sweep(city), lambda: sweep(city)]

    played = 0
    for city, results in every_order(scene):
        assert not [result for result in results if not isinstance(result, Sweep) or result.failed]
        assert [level for _, level in told(city, city.case_id)] == ["late", "very_late"]
        assert sum(result.told for result in results) == 2
        played += 1
    assert played > 5


def test_the_clock_jumps_ahead_and_back(city: Any) -> None:
    case_id, other = with_work(city), with_work(city)
    today = city.clock
    city.clock += 400 * DAY
    sweep(city)
    city.clock = today - 5 * DAY
    assert sweep(city) == Sweep()
    third = with_work(city)
    city.clock = to_due(city, third) + 1
    sweep(city)
    assert [len(told(city, number)) for number in (case_id, other, third)] == [2, 2, 1]


def test_ten_thousand_due_together_are_told_in_as_many_sweeps_as_it_takes(city: Any) -> None:
    case_id = with_work(city)
    pattern = city.store.cases[case_id]
    numbers = [case_id, *(f"{number:08d}" for number in range(9_999))]
    for number in numbers[1:]:
        orders = tuple(replace(order, case_id=number) for order in pattern.work_orders)
        events = tuple(replace(event, case_id=number) for event in pattern.events)
        city.store.cases[number] = CaseFile(replace(pattern.request, id=number), events, orders)
    waiting = sorted((order_of(city, number).watch_at, number) for number in numbers)
    city.clocks.watched = lambda until, limit, after: _page(city, waiting, until, limit, after)
    to_due(city, case_id)
    city.clock += 1
    sweeps = 0
    while True:
        left = iter(range(3_000))
        result = escalate_work_orders(city, lambda left=left: next(left, None) is not None)
        sweeps += 1
        if not result.unfinished:
            break
    assert sweeps == 4
    assert all(told(city, number) == [(pattern.work_orders[0].id, "late")] for number in numbers)


def _page(city: Any, waiting: list[tuple[int, str]], until: int, limit: int, after: Any) -> list[Any]:
    """The index for many: the memory twin sorts all orders for every page."""
    last = (after.at, after.case_id) if after else (-1, "")
    found: list[Any] = []
    for at, number in waiting:
        order = order_of(city, number)
        if (at, number) > last and order.watch_at == at <= until:
            found.append(Watched(at, number, order.id))
            if len(found) == limit:
                break
    return found


def test_a_case_that_cannot_be_told_of_holds_up_no_other(city: Any) -> None:
    spoilt, sound = with_work(city), with_work(city)
    case = city.store.cases[spoilt]
    city.store.cases[spoilt] = replace(case, request=replace(case.request, catalogue_version="gone"))
    city.clock += 300 * DAY
    result = sweep(city)
    assert [number for number, _ in result.failed] == [spoilt]
    assert len(told(city, sound)) == 2


def test_an_entry_that_is_out_of_date_is_put_right_without_an_event(city: Any) -> None:
    case_id = with_work(city)
    case = city.store.cases[case_id]
    early = tuple(replace(order, watch_at=city.clock - 1) for order in case.work_orders)
    city.store.cases[case_id] = replace(case, work_orders=early)
    assert sweep(city).told == 0
    assert order_of(city, case_id).watch_at == order_of(city, case_id).due_at + 1
    assert sweep(city) == Sweep()


@pytest.mark.parametrize("seed", range(25))
def test_whatever_happens_every_broken_promise_is_told_once(seed: int) -> None:
    """A random city: work is paused, resumed, finished, the resident is asked, sweeps die, and time goes by. In the
    end the log of each case is read from the beginning, and says which promises were broken while somebody could."""
    chance, city = random.Random(seed), memory_city()
    numbers = [with_work(city, chance.choice(["graffiti_removal", "pothole"])) for _ in range(4)]
    for _ in range(60):
        city.clock += chance.choice([60, HOUR, 5 * HOUR, DAY, 4 * DAY])
        number = chance.choice(numbers)
        if city.cases.case_file(number).request.is_closed:
            continue
        _something(chance, city, number)
        _check_index(city)
    city.clock += 2000 * DAY
    sweep(city)
    for number in numbers:
        case = city.cases.case_file(number)
        seen = Counter((e.data["work_order_id"], e.data["level"], e.data["due_at"]) for e in case.events if _is_told(e))
        assert set(seen.values()) <= {1}
        for order in case.work_orders:
            clock = order_clock(city.catalogue.current(), order, city.now())
            if order.status not in OVER and clock.due_at is not None:
                levels = {level for name, level, due in seen if (name, due) == (order.id, clock.due_at)}
                assert levels == ({"late", "very_late"} if clock.very_late_at is not None else {"late"})


def _is_told(event: Any) -> bool:
    return bool(event.name is EventName.WORK_ORDER_ESCALATED)


def _something(chance: random.Random, city: Any, number: str) -> None:
    order = order_of(city, number)
    match chance.randrange(8):
        case 0:
            record(city, number, EventName.WORK_ORDER_PAUSED, reason="access")
        case 1:
            record(city, number, EventName.WORK_ORDER_RESUMED)
        case 2:
            record(city, number, EventName.RESIDENT_ASKED, Status.WAITING)
        case 3:
            record(city, number, EventName.RESIDENT_ANSWERED, Status.SCHEDULED)
        case 4 if order.status not in OVER and chance.random() < 0.2:
            complete(city, number, order.id)
        case 5:
            with fuse(city, chance.randrange(1, 12)), suppress(Outage):
                sweep(city)
        case _:
            sweep(city)


def _check_index(city: Any) -> None:
    """What the index holds is what the log says, at every moment."""
    for case in city.store.cases.values():
        for order in case.work_orders:
            clock = order_clock(city.catalogue.current(), order, city.now())
            seen = {(e.data["level"], e.data["due_at"]) for e in case.events if _is_told(e)}
            wanted = [
                at + 1
                for level, at in (("late", clock.due_at), ("very_late", clock.very_late_at))
                if at is not None and clock.ended_at is None and (level, clock.due_at) not in seen
            ]
            assert order.watch_at == (min(wanted) if clock.due_at is not None and wanted else None)


def test_on_the_real_adapter(moto: Any) -> None:
    """DynamoDB's index follows the pause, pages go on behind the last entry, and a fault leaves nothing half done."""
    numbers = [with_work(moto) for _ in range(3)]
    record(moto, numbers[0], EventName.WORK_ORDER_PAUSED, reason="weather")
    due_at = order_of(moto, numbers[1]).due_at
    assert moto.clocks.watched(due_at, 10, None) == []
    first = moto.clocks.watched(due_at + 1, 1, None)
    second = moto.clocks.watched(due_at + 1, 10, first[0])
    assert sorted(entry.case_id for entry in (*first, *second)) == sorted(numbers[1:])
    moto.clock = due_at + 1
    real = moto.cases.commit
    moto.cases.commit = lambda change: (_ for _ in ()).throw(TransientFault())
    assert (sweep(moto).told, len(sweep(moto).failed)) == (0, 2)
    moto.cases.commit = real
    assert [sweep(moto).told, sweep(moto).told] == [2, 0]
    assert [len(told(moto, number)) for number in numbers] == [0, 1, 1]
    department = order_of(moto, numbers[1]).department
    page = list_escalations(moto, ADMIN, department, "late", 1, None)
    rest = list_escalations(moto, ADMIN, department, None, 5, page.cursor)
    assert {order.case_id for order in (*page.work_orders, *rest.work_orders)} == set(numbers[1:])
    assert rest.cursor is None
    assert list_escalations(moto, ADMIN, department, "very_late", 5, None).work_orders == ()
    with pytest.raises(BadInput):
        list_escalations(moto, ADMIN, department, None, 5, "'; drop table")
    assert "weather" not in json.dumps([entry.work_order_id for entry in first])


def test_the_list_refuses_what_does_not_exist(city: Any) -> None:
    department = order_of(city, with_work(city)).department
    with pytest.raises(BadInput):
        list_escalations(city, ADMIN, "no_such", None, 5, None)
    with pytest.raises(BadInput):
        list_escalations(city, ADMIN, department, "rather late", 5, None)
