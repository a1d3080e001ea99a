"""Work orders in the hands of staff: each step once, on the version that was seen, and explained when refused."""

from typing import Any

import pytest

from hex311.domain.errors import BadInput, ChangedMeanwhile, CityError, Forbidden, MoveNotAllowed
from hex311.domain.events import EventName
from hex311.domain.lifecycle import Status
from hex311.domain.policy import Role, Staff
from hex311.domain.request import Draft
from hex311.domain.work_order import WorkOrder, WorkStatus
from hex311.domain.work_report import Evidence
from hex311.ports import Change, OrderFilter
from hex311.usecases.run_workflow import close_request, create_work_order, resume_workflow, route_request
from hex311.usecases.submit_request import submit_request
from hex311.usecases.views import public_view, staff_view
from hex311.usecases.work_on_order import (
    Assignee,
    assign_work_order,
    claim_work_order,
    complete_work_order,
    list_work_orders,
    pause_work_order,
    read_work_order,
    refuse_work_order,
    resume_work_order,
    schedule_work_order,
    split_work_order,
    start_work_order,
    transfer_work_order,
)
from tests.support.city import a_report, answers_for
from tests.support.closing import proof

#: Nobody has to be asked first.
PUBLIC_WALL = {**answers_for("graffiti_removal"), "owner": "public"}
NORA = Staff("nora", frozenset({Role.DISPATCHER}), frozenset({"sanitation"}), name="Nora Field")
OTIS = Staff("otis", frozenset({Role.DISPATCHER}), frozenset({"sanitation"}), name="Otis Reed")
ADMIN = Staff("admin", frozenset({Role.ADMIN}), frozenset())
DAY = "2026-09-30"


@pytest.fixture
def work(city: Any) -> tuple[str, str]:
    """Case and work order of graffiti that sanitation has to clean."""
    case_id = submit_request(city, a_report("graffiti_removal", answers=PUBLIC_WALL)).request.id
    order_id = route_request(city, case_id, 1).work_order_ids[0]
    city.workflows.waiting.add("token")
    create_work_order(city, case_id, order_id, 1, "token")
    return case_id, order_id


def events(city: Any, case_id: str) -> list[tuple[str, str]]:
    """What staff did: the events and who is named for them."""
    return [(str(e.name), e.actor) for e in city.cases.case_file(case_id).events if e.actor.startswith("staff")]


def order_of(city: Any, work: tuple[str, str]) -> WorkOrder:
    order = city.cases.case_file(work[0]).work_order(work[1])
    assert isinstance(order, WorkOrder)
    return order


def test_the_whole_way_each_step_twice(city: Any, work: tuple[str, str]) -> None:
    steps = [
        lambda: claim_work_order(city, NORA, *work),
        lambda: schedule_work_order(city, NORA, *work, f"{DAY}T08:30"),
        lambda: assign_work_order(city, NORA, *work, Assignee("graffiti_1", "crew")),
        lambda: start_work_order(city, NORA, *work),
        lambda: pause_work_order(city, NORA, *work, "weather", "hail"),
        lambda: resume_work_order(city, NORA, *work),
        lambda: complete_work_order(city, NORA, *work, "cleaned", "", proof(city)),
    ]
    statuses = []
    for number, step in enumerate(steps):
        once, twice = step(), step()
        assert once == twice
        assert once.version == number + 2
        statuses.append(str(once.status))
    assert statuses == ["assigned", "scheduled", "scheduled", "started", "paused", "started", "completed"]
    told = events(city, work[0])
    names = ("Claimed", "Scheduled", "Assigned", "Started", "Paused", "Resumed", "PhotosAttached", "Completed")
    assert [name.removeprefix("WorkOrder") for name, _ in told] == list(names)
    assert {actor for name, actor in told if name != "WorkOrderPaused"} == {"staff:nora (Nora Field)"}
    assert ("WorkOrderPaused", "staff:nora (Nora Field): hail") in told


def test_the_second_writer_hears_who_was_quicker(city: Any, work: tuple[str, str]) -> None:
    assign_work_order(city, NORA, *work, Assignee("graffiti_2", "crew"), seen=1)
    city.clock += 20
    with pytest.raises(ChangedMeanwhile) as refused:
        assign_work_order(city, OTIS, *work, Assignee("graffiti_1", "crew"), seen=1)
    assert str(refused.value).startswith("Nora Field changed this 20 s ago: assigned to Graffiti crew 2.")
    assert "version 2" in str(refused.value)
    with pytest.raises(ChangedMeanwhile, match=r"^You changed this 20 s ago"):
        schedule_work_order(city, NORA, *work, DAY, seen=1)
    assert assign_work_order(city, NORA, *work, Assignee("graffiti_2", "crew"), seen=1).version == 2  # a retry
    assert assign_work_order(city, OTIS, *work, Assignee("graffiti_1", "crew"), seen=2).version == 3


def test_without_a_version_the_last_writer_wins_where_the_step_is_possible(city: Any, work: tuple[str, str]) -> None:
    assign_work_order(city, NORA, *work, "Ana")
    assert assign_work_order(city, OTIS, *work, "Ben").assignee == "Ben"
    complete_work_order(city, OTIS, *work, "cleaned", "", proof(city))
    with pytest.raises(MoveNotAllowed, match="opened again"):
        assign_work_order(city, NORA, *work, "Ana")


def test_what_the_workflow_does_is_no_conflict(city: Any, work: tuple[str, str]) -> None:
    create_work_order(city, *work, 2, "token of a successor")
    assert claim_work_order(city, NORA, *work, seen=1).task_token == "token of a successor"


def test_work_that_somebody_has_is_not_claimed(city: Any, work: tuple[str, str]) -> None:
    claim_work_order(city, NORA, *work)
    with pytest.raises(MoveNotAllowed, match="Somebody has this work already"):
        claim_work_order(city, OTIS, *work)
    assert order_of(city, work).assignee_name == "Nora Field"


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (lambda city, work: pause_work_order(city, NORA, *work, "weather"), "nothing to pause"),
        (lambda city, work: resume_work_order(city, NORA, *work), "not paused"),
    ],
)
def test_steps_out_of_turn_are_explained(city: Any, work: tuple[str, str], step: Any, words: str) -> None:
    before = city.cases.case_file(work[0])
    with pytest.raises(MoveNotAllowed, match=words):
        step(city, work)
    assert city.cases.case_file(work[0]) == before


def test_work_goes_on_where_it_was(city: Any, work: tuple[str, str]) -> None:
    schedule_work_order(city, NORA, *work, DAY)
    pause_work_order(city, NORA, *work, "weather")
    assert pause_work_order(city, NORA, *work, "access").pause_reason == "access"
    resumed = resume_work_order(city, NORA, *work)
    assert (resumed.status, resumed.planned_for, resumed.pause_reason) == (WorkStatus.SCHEDULED, DAY, "")


@pytest.mark.parametrize(
    ("planned_for", "problem"),
    [
        ("2026-09-20", "over"),
        ("2026-02-30", "no such day"),
        ("2026-10-01T25:00", "no such day"),
        ("2028-10-01", "too far"),
        ("2027-03-14T02:30", "skip"),
        ("tomorrow", "not a day"),
        ("2026-10-01T08:30\n", "not a day"),
    ],
)
def test_a_day_that_cannot_be_planned_is_named(
    city: Any, work: tuple[str, str], planned_for: str, problem: str
) -> None:
    with pytest.raises(BadInput) as refused:
        schedule_work_order(city, NORA, *work, planned_for)
    assert problem in refused.value.problems[0].problem


def test_a_closure_is_earned_and_nothing_is_lost_on_the_way(city: Any, work: tuple[str, str]) -> None:
    before = city.cases.case_file(work[0])
    with pytest.raises(BadInput) as refused:
        complete_work_order(city, NORA, *work, "cleaned", "scrubbed", Evidence(materials={"paint": 2000, "gold": 1}))
    assert [one.field for one in refused.value.problems] == ["photo_ids", "materials.paint", "materials.gold"]
    assert city.cases.case_file(work[0]) == before
    done = complete_work_order(city, NORA, *work, "cleaned", "scrubbed", proof(city, sentence="The\nwall is clean."))
    assert done.outcome_text["en"].endswith("The wall is clean.")
    resume_workflow(city, *work)
    close_request(city, work[0])
    view = public_view(city, city.cases.case_file(work[0]), "en", is_reporter=False)
    assert view["outcome_text"].endswith("The wall is clean.")
    assert "scrubbed" not in str(view)


def test_a_reason_finds_the_outcome_of_the_process(city: Any, work: tuple[str, str]) -> None:
    with pytest.raises(BadInput, match="mending") as refused:
        refuse_work_order(city, NORA, *work, "access")
    assert refused.value.problems[0].field == "outcome"
    for _ in range(2):
        refused_order = refuse_work_order(city, NORA, *work, "not_ours")
    assert (refused_order.outcome, refused_order.outcome_status) == ("permitted_mural", "not_ours")
    assert city.cases.case_file(work[0]).events[-1].data["reason"] == "not_ours"
    with pytest.raises(MoveNotAllowed):
        refuse_work_order(city, NORA, *work, "access", "no_permission")


def test_a_transfer_keeps_the_task_and_leaves_the_old_hands(city: Any, work: tuple[str, str]) -> None:
    claim_work_order(city, NORA, *work)
    for _ in range(2):
        moved = transfer_work_order(city, ADMIN, *work, "parks", "wrong_department", "stands in a park")
    assert (moved.department, moved.status, moved.assignee, moved.task_token) == ("parks", "open", "", "token")
    case = city.cases.case_file(work[0])
    assert case.request.department == "parks"
    data = case.events[-1].data
    assert (data["from"], data["to"], data["reason"]) == ("sanitation", "parks", "wrong_department")
    assert "stands in a park" not in str(data)
    with pytest.raises(Forbidden):
        start_work_order(city, NORA, *work)
    complete_work_order(city, ADMIN, *work, "cleaned", "", proof(city))
    resume_workflow(city, *work)
    assert city.workflows.answers == [("token", {"work_order_id": work[1], "outcome": "cleaned"})]


def test_a_transfer_to_an_outside_owner_is_passed_on_and_back(city: Any, work: tuple[str, str]) -> None:
    transfer_work_order(city, ADMIN, *work, "prairie_electric", "other_owner")
    request = city.cases.case_file(work[0]).request
    assert request.status is Status.PASSED_ON
    assert request.next_check_at > city.clock
    transfer_work_order(city, ADMIN, *work, "sanitation", "wrong_department")
    request = city.cases.case_file(work[0]).request
    assert (request.status, request.next_check_at) == (Status.SCHEDULED, None)


@pytest.mark.parametrize(
    ("department", "reason", "field"),
    [("nobody", "capacity", "department"), ("sanitation", "capacity", "department"), ("parks", "because", "reason")],
)
def test_a_wrong_transfer_is_named(city: Any, work: tuple[str, str], department: str, reason: str, field: str) -> None:
    with pytest.raises(BadInput) as refused:
        transfer_work_order(city, NORA, *work, department, reason)
    assert refused.value.problems[0].field == field


def test_the_stage_ends_when_both_parts_are_done(city: Any, work: tuple[str, str]) -> None:
    for _ in range(2):
        order, part = split_work_order(city, NORA, *work, "", "the north wall", seen=1)
    assert (part.id, part.split_from, part.status) == (f"{work[1]}~2", work[1], "open")
    assert order.version == 2
    with pytest.raises(ChangedMeanwhile):
        split_work_order(city, NORA, *work, "", "the south wall", seen=1)
    complete_work_order(city, NORA, *work, "cleaned", "", proof(city))
    resume_workflow(city, *work)
    routed = route_request(city, work[0], 1)
    assert (routed.next, routed.work_order_ids) == ("work", (part.id,))
    city.workflows.waiting.add("token of the part")
    create_work_order(city, work[0], part.id, 1, "token of the part")
    complete_work_order(city, NORA, work[0], part.id, "painted_over", "", proof(city))
    resume_workflow(city, work[0], part.id)
    assert city.workflows.answers[-1][0] == "token of the part"
    assert route_request(city, work[0], 1).next == "close"


def test_a_part_that_is_done_first_wakes_nobody_too_early(city: Any, work: tuple[str, str]) -> None:
    _, part = split_work_order(city, NORA, *work, "", "the north wall", seen=1)
    city.workflows.running.add((work[0], 1))
    complete_work_order(city, NORA, work[0], part.id, "cleaned", "", proof(city))
    resume_workflow(city, work[0], part.id)
    assert city.workflows.answers == []
    complete_work_order(city, NORA, *work, "cleaned", "", proof(city))
    assert route_request(city, work[0], 1).next == "close"


def test_a_closed_case_takes_no_more_steps(city: Any, work: tuple[str, str]) -> None:
    case = city.cases.case_file(work[0])
    closed = Draft(case.request).record(EventName.REQUEST_CLOSED, city.clock, {}, status=Status.DUPLICATE)
    city.cases.commit(Change(closed.request, case.request.version, closed.events))
    for step in (claim_work_order, start_work_order):
        with pytest.raises(MoveNotAllowed, match="closed meanwhile"):
            step(city, NORA, *work)


def test_crews_are_those_of_the_department(city: Any, work: tuple[str, str]) -> None:
    with pytest.raises(BadInput) as refused:
        assign_work_order(city, NORA, *work, Assignee("pavement_1", "crew"))
    assert "graffiti_1" in refused.value.problems[0].mend


def test_a_queue_is_filtered(city: Any, work: tuple[str, str]) -> None:
    claim_work_order(city, NORA, *work)

    def found(**only: str) -> int:
        page = list_work_orders(city, NORA, "sanitation", "assigned", 10, None, OrderFilter(**only))
        return len(page.work_orders)

    assert found() == found(service_code="graffiti_removal") == found(area="council_districts:3") == 1
    assert found(assignee="person:nora") == 1
    assert found(service_code="pothole") == found(area="council_districts:4") == found(assignee="x") == 0
    with pytest.raises(BadInput):
        found(service_code="nothing")


def test_vendors_see_their_own_orders_of_a_case_and_nothing_private(city: Any, work: tuple[str, str]) -> None:
    split_work_order(city, ADMIN, *work, "prairie_electric", "the lamp post", seen=1)
    vendor = Staff("v", frozenset({Role.VENDOR}), frozenset({"prairie_electric"}))
    view = staff_view(city, city.cases.case_file(work[0]), "en", vendor)
    assert [order["work_order_id"] for order in view["work_orders"]] == [f"{work[1]}~2"]
    assert {event["data"].get("work_order_id") for event in view["history"]} == {None, f"{work[1]}~2"}
    assert read_work_order(city, vendor, work[0], f"{work[1]}~2").department == "prairie_electric"
    with pytest.raises(CityError):
        read_work_order(city, vendor, *work)


def test_the_public_reads_sentences_and_nothing_of_the_staff(city: Any, work: tuple[str, str]) -> None:
    schedule_work_order(city, NORA, *work, f"{DAY}T08:30")
    pause_work_order(city, NORA, *work, "weather", "boss is ill")
    transfer_work_order(city, ADMIN, *work, "parks", "wrong_department", "not mine")
    view = public_view(city, city.cases.case_file(work[0]), "en", is_reporter=False)
    told = " | ".join(entry["text"] for entry in view["timeline"])
    assert f"{DAY} 08:30" in told
    assert "the weather" in told
    for word in ("Nora", "ill", "not mine", "staff:"):
        assert word not in str(view)
