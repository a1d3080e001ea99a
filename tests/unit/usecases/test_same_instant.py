"""Reporters at the same instant: in every order of their reads and writes, of two near ones the second to be filed
has learned of the first. And nobody who works on a case at the same time as another undoes what the other did."""

import itertools
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from hex311.domain.catalogue import DuplicateRule
from hex311.domain.geography import Point, distance_m
from hex311.spatial.cover import cell_of
from hex311.usecases.run_workflow import create_work_order, resume_workflow, route_request
from hex311.usecases.submit_request import Submitted, submit_request
from tests.support.aws import moto_city
from tests.support.city import HOME, a_report, memory_city
from tests.support.turns import Act, every_order, random_order, watch
from tests.unit.usecases.test_run_workflow import complete

STEP = 0.000_09  # about ten metres of latitude


def places(name: str) -> list[Point]:
    """Up to three places, each within 30 m of its neighbour."""
    if name == "one spot":
        return [HOME] * 3
    if name == "a chain":
        return [Point(latitude=HOME.latitude + 2 * STEP * n, longitude=HOME.longitude) for n in range(3)]
    edge = _edge_of_the_cell()
    return [edge, Point(latitude=edge.latitude + 2 * STEP, longitude=edge.longitude), edge]


def _edge_of_the_cell() -> Point:
    """Ten metres south of where the cell of HOME ends."""
    latitude = HOME.latitude
    while cell_of(Point(latitude=latitude, longitude=HOME.longitude)) == cell_of(HOME):
        latitude += STEP
    return Point(latitude=latitude - STEP, longitude=HOME.longitude)


def unseen_twins(rule: DuplicateRule, results: Sequence[Submitted]) -> list[tuple[str, str]]:
    """Pairs within each other's radius of which neither knows the other."""
    return [
        (a.request.id, b.request.id)
        for a, b in itertools.combinations(results, 2)
        if distance_m(a.request.point, b.request.point) <= rule.radius_m
        and a.request.id not in b.duplicates
        and b.request.id not in a.duplicates
    ]


def reporting(city: Any, where: Sequence[Point]) -> list[Act]:
    watch(city.nearby, "read")
    watch(city.cases, "commit")
    return [_reporter(city, point) for point in where]


def _reporter(city: Any, point: Point) -> Callable[[], Submitted]:
    report = a_report(point=point)
    return lambda: submit_request(city, report)


@pytest.mark.parametrize(("count", "orders"), [(2, 6), (3, 498)])
@pytest.mark.parametrize("where", ["one spot", "a chain", "over an edge"])
def test_no_twin_stays_unseen_in_any_order(where: str, count: int, orders: int) -> None:
    rule = memory_city().catalogue.current().service("pothole").duplicate_rule
    assert rule is not None
    spots = places(where)[:count]

    def scene() -> tuple[Any, list[Act]]:
        city = memory_city()
        return city, reporting(city, spots)

    played = 0
    for city, results in every_order(scene):
        assert all(isinstance(result, Submitted) for result in results), results
        assert unseen_twins(rule, results) == []
        assert len(city.store.cases) == count
        played += 1
    assert played == orders


def test_without_the_guard_twins_would_stay_unseen() -> None:
    """The test can fail: a table that ignores the guard lets both in unseen."""

    def scene() -> tuple[Any, list[Act]]:
        city = memory_city()
        read = city.nearby.read
        city.nearby.read = lambda group, cell: _unguarded(read(group, cell), city)
        return city, reporting(city, places("one spot")[:2])

    rule = memory_city().catalogue.current().service("pothole").duplicate_rule
    assert rule is not None
    assert any(unseen_twins(rule, results) for _, results in every_order(scene))


def _unguarded(cell: Any, city: Any) -> Any:
    city.cases._refuse = lambda change: None
    return cell


def test_many_at_once_with_the_real_transaction() -> None:
    with moto_city() as city:
        rule = city.catalogue.current().service("pothole").duplicate_rule
        for seed in range(6):
            near = Point(latitude=HOME.latitude + 0.005 * seed, longitude=HOME.longitude)
            spots = [Point(latitude=near.latitude + STEP * n, longitude=near.longitude) for n in range(4)]
            results = random_order(reporting(city, spots), seed)
            assert all(isinstance(result, Submitted) for result in results), results
            assert unseen_twins(rule, results) == []
            known = set().union(*(result.duplicates for result in results))
            assert known <= {result.request.id for result in results}


def a_crew_and_a_successor() -> tuple[Any, list[Act]]:
    """The first execution is dead. Its successor takes the work order over while the crew completes it."""
    city = memory_city()
    case_id = submit_request(city, a_report("graffiti_removal")).request.id
    city.workflows.start(case_id, 1)
    order_id = route_request(city, case_id, 1).work_order_ids[0]
    create_work_order(city, case_id, order_id, 1, "old")
    city.workflows.end(case_id, 1)
    city.workflows.start(case_id, 2)
    city.workflows.waiting.add("new")

    def successor() -> str:
        routed = route_request(city, case_id, 2)
        for order in routed.work_order_ids:
            create_work_order(city, case_id, order, 2, "new")
        return routed.next

    watch(city.cases, "case_file", "commit")
    return city, [lambda: complete(city, case_id, order_id), successor]


def test_a_completion_beside_a_take_over_is_never_left_lying() -> None:
    """Whatever the order: the successor saw that the work is done, or was told, or another one has been started."""
    seen = set()
    for city, (_, saw) in every_order(a_crew_and_a_successor):
        (case,) = city.store.cases.values()
        assert (case.request.generation, str(case.work_orders[0].status)) == (2, "completed")
        resume_workflow(city, case.request.id, case.work_orders[0].id)
        told = [token for token, _ in city.workflows.answers] == ["new"]
        started = (case.request.id, 3) in city.workflows.started
        assert saw == "close" or told or started
        seen.add((saw, told, started))
    assert len(seen) > 1
