"""Merged, taken back, reopened and filed late, with everything lost, doubled and reordered: still a forest, and
nobody who reports beside a known thing is told that nothing is known. `HEX311_SEED=<n>` replays one seed."""

import os

import pytest

from hex311.domain.duplicates import matches
from hex311.domain.geography import distance_m
from hex311.domain.lifecycle import Status
from hex311.spatial.cover import cell_of
from hex311.usecases.merge_requests import root_of
from tests.simulation.merging import MergingWorld
from tests.simulation.test_simulated_city import SEEDS
from tests.simulation.world import numbered_by

STEPS = 160
MINE = SEEDS if {"HEX311_SEED", "HEX311_SEEDS"} & set(os.environ) else SEEDS[:20]


@pytest.mark.timeout(3600)
def test_a_city_that_merges() -> None:
    merged = unmerged = reopened = late = 0
    for seed in MINE:
        world = MergingWorld(seed)
        try:
            with numbered_by(seed):
                play(world)
            late_ones_were_looked_after(world)
        except Exception as error:
            raise AssertionError(f"seed {seed}: replay with HEX311_SEED={seed}") from error
        merged, unmerged = merged + world.merged, unmerged + world.unmerged
        reopened, late = reopened + world.reopened, late + len(world.late)
    if len(MINE) > 10:
        assert min(merged, unmerged, reopened, late) > 5, "the dice never came to it"


def play(world: MergingWorld) -> None:
    for _ in range(STEPS):
        world.city.clock += world.dice.randrange(0, 600)
        world.relay()
        world.attempt(world.dice.choice(world.actions()))
        world.attempt(world.advance)
        it_is_a_forest(world)
    standing_parents_are_seen(world)
    world.settle()
    it_is_a_forest(world)
    children_share_the_fate_of_their_root(world)


def it_is_a_forest(world: MergingWorld) -> None:
    """At every moment: no case is its own ancestor, and parent and child know each other."""
    cases = world.city.store.cases
    for case_id, case in cases.items():
        seen, at = {case_id}, case.request.duplicate_of
        while at:
            assert at not in seen, f"{case_id} is merged into itself"
            seen.add(at)
            at = cases[at].request.duplicate_of
        if parent := case.request.duplicate_of:
            assert case.request.status is Status.DUPLICATE
            assert case_id in cases[parent].request.merged
        for child in case.request.merged:
            assert cases[child].request.duplicate_of == case_id


def standing_parents_are_seen(world: MergingWorld) -> None:
    """Who reports beside an open case, or beside one merged into an open case, is led to the open one."""
    city = world.city
    for case in city.store.cases.values():
        request, root = case.request, root_of(city, case).request
        if request.is_private or root.is_closed or (request.is_closed and not request.duplicate_of):
            continue
        rule = city.catalogue.current().service(request.service_code).duplicate_rule
        assert rule
        entries = city.nearby.read(rule.group, cell_of(request.point)).entries
        found = matches(rule, request.point, request.answers, entries, city.now())
        roots = {root_of(city, city.store.cases[match.case_id]).request.id for match in found}
        assert root.id in roots or request.parent_is_closed  # its parent's return is still on its way


def children_share_the_fate_of_their_root(world: MergingWorld) -> None:
    for case in world.city.store.cases.values():
        if case.request.duplicate_of:
            assert case.request.parent_is_closed == root_of(world.city, case).request.is_closed
        assert [event.version for event in case.events] == list(range(1, len(case.events) + 1))


def late_ones_were_looked_after(world: MergingWorld) -> None:
    """Every report that was filed unguarded has been looked after, and of two near ones filed while the other was
    open one names the other."""
    cases = world.city.store.cases
    for case_id in world.late:
        request = cases[case_id].request
        assert not request.unchecked
        for other in (one.request for one in cases.values() if one.request.id != case_id):
            near = distance_m(request.point, other.point) <= request.duplicate_radius_m
            same = other.service_code == request.service_code and other.answers == request.answers
            never_ended = not any(
                str(event.name) in ("RequestClosed", "RequestMerged") for event in cases[other.id].events
            )
            if near and same and never_ended:
                assert other.id in request.possible_duplicates or case_id in other.possible_duplicates
