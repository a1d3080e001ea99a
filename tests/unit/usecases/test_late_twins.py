"""A crowded place: nobody is turned away, and no twin stays unseen."""

import itertools
from copy import deepcopy
from typing import Any

from hex311.domain.geography import Point
from hex311.ports import Change, Clash
from hex311.usecases.change_case import ATTEMPTS
from hex311.usecases.link_late_twin import link_late_twin
from hex311.usecases.submit_request import submit_request
from tests.support.city import HOME, a_report, memory_city, rivermark


def crowded(city: Any, clashes: int) -> None:
    """So many guarded writes fail because somebody else was quicker."""
    commit = city.cases.commit

    def unlucky(change: Change) -> None:
        nonlocal clashes
        if change.nearby_guard and clashes:
            clashes -= 1
            raise Clash
        commit(change)

    city.cases.commit = unlucky


def test_a_report_at_a_crowded_place_is_filed_and_looked_after() -> None:
    city = memory_city()
    early = submit_request(city, a_report()).request.id
    crowded(city, 2 * ATTEMPTS)
    read, blind = city.nearby.read, True
    city.nearby.read = lambda group, cell: read(group, "nowhere" if blind else cell)
    one, two = (submit_request(city, a_report()).request for _ in range(2))
    blind = False
    assert (one.unchecked, two.unchecked) == (True, True)
    assert not one.possible_duplicates
    for case_id in (one.id, two.id, one.id):
        link_late_twin(city, case_id)
    cases = {case_id: city.cases.case_file(case_id).request for case_id in (early, one.id, two.id)}
    assert not any(request.unchecked for request in cases.values())
    for a, b in itertools.combinations(cases, 2):
        assert b in cases[a].possible_duplicates
        assert a in cases[b].possible_duplicates


def test_looking_again_changes_nothing() -> None:
    city = memory_city()
    first = submit_request(city, a_report()).request.id
    second = submit_request(city, a_report()).request.id
    for _ in range(2):
        link_late_twin(city, second)
        versions = [city.cases.case_file(one).request.version for one in (first, second)]
    assert versions == [2, 1]
    assert city.cases.case_file(first).request.possible_duplicates == (second,)


def test_a_larger_sibling_is_found_from_further_off() -> None:
    """Two types of one group with unlike radii: entries are laid out by the larger one."""
    documents = deepcopy(rivermark())
    rule = documents["services"]["pothole"]["duplicates"]
    documents["services"]["graffiti_removal"]["duplicates"] = {**rule, "radius_m": 400}
    city = memory_city(documents)
    small = submit_request(city, a_report("pothole")).request
    assert small.duplicate_radius_m == 400
    far = Point(latitude=HOME.latitude + 0.0035, longitude=HOME.longitude)
    assert submit_request(city, a_report("graffiti_removal", far)).duplicates == (small.id,)
    assert submit_request(city, a_report("pothole", far)).duplicates != (small.id,)
