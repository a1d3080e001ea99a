"""The next step is a function of what is stored: whatever happened before, asking again gives the same."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hex311.domain.geography import Overlay, OverlayAnswer
from hex311.domain.lifecycle import Status
from hex311.domain.routing import department_for, next_step
from hex311.domain.work_order import WorkOrder, WorkStatus

NOWHERE = Overlay(0, ())
STATE_ROAD = Overlay(1, (OverlayAnswer("owner", "7", "", {"owner": "state"}), OverlayAnswer("areas", "north", "")))

BY_OWNER = {"overlay": "owner", "attribute": "owner", "map": {"state": "state_roads"}, "default": "streets"}


def work(code: str, when: Any = None, **more: Any) -> dict[str, Any]:
    return {"code": code, "title": {"en": code}, "department": "streets", **({"when": when} if when else {}), **more}


PROCESS: dict[str, Any] = {
    "stages": [
        {"code": "look", "work_orders": [work("inspect", department=BY_OWNER, crew={"overlay": "areas"})]},
        {
            "code": "mend",
            "work_orders": [
                work("fill", {"outcome": "inspect", "equals": "hole"}),
                work("call_gas", {"outcome": "inspect", "equals": "gas_cut"}),
                work("sign", {"outcome": "inspect", "any_of": ["hole", "gas_cut"]}),
            ],
        },
        {"code": "check", "work_orders": [work("photo", {"outcome": "fill", "equals": "filled"})]},
    ]
}


def done(stage: str, code: str, outcome: str, status: str = "done", at: int = 1) -> WorkOrder:
    return WorkOrder(
        "7QX-4CM-2WF",
        f"{stage}.{code}",
        stage,
        code,
        {},
        "streets",
        "",
        0,
        status=WorkStatus.COMPLETED,
        outcome=outcome,
        outcome_status=status,
        outcome_text={"en": outcome},
        completed_at=at,
    )


def ids(*orders: WorkOrder, overlay: Overlay = NOWHERE) -> list[str]:
    return [planned.id for planned in next_step(PROCESS, {}, overlay, orders).work]


def test_the_first_stage_then_the_branch_that_the_outcome_calls_for() -> None:
    assert ids() == ["look.inspect"]
    assert ids(done("look", "inspect", "hole")) == ["mend.fill", "mend.sign"]
    assert ids(done("look", "inspect", "gas_cut")) == ["mend.call_gas", "mend.sign"]


def test_side_by_side_work_is_waited_for() -> None:
    looked = done("look", "inspect", "hole")
    assert ids(looked, done("mend", "sign", "set")) == ["mend.fill"]
    assert ids(looked, done("mend", "sign", "set"), done("mend", "fill", "filled")) == ["check.photo"]


def test_a_stage_that_nothing_calls_for_is_passed_over() -> None:
    looked = done("look", "inspect", "no_hole", "could_not_be_done")
    step = next_step(PROCESS, {}, NOWHERE, [looked])
    assert (step.work, step.close_as, step.outcome) == ((), Status.COULD_NOT_BE_DONE, "no_hole")


def test_only_the_last_stage_speaks_and_a_refusal_in_it_decides() -> None:
    looked = done("look", "inspect", "gas_cut", "not_ours")
    both = [looked, done("mend", "call_gas", "called", "done", 3), done("mend", "sign", "no_sign", "not_ours", 2)]
    assert next_step(PROCESS, {}, NOWHERE, both).close_as is Status.NOT_OURS
    all_done = [looked, done("mend", "call_gas", "called"), done("mend", "sign", "set")]
    assert next_step(PROCESS, {}, NOWHERE, all_done).close_as is Status.DONE


def test_a_process_that_asks_for_nothing_closes_honestly() -> None:
    never = {"stages": [{"code": "a", "work_orders": [work("b", {"answer": "x", "equals": "y"})]}]}
    step = next_step(never, {}, NOWHERE, [])
    assert (step.work, step.close_as) == ((), Status.COULD_NOT_BE_DONE)


def test_the_layer_decides_department_and_crew() -> None:
    (planned,) = next_step(PROCESS, {}, STATE_ROAD, []).work
    assert (planned.department, planned.crew) == ("state_roads", "areas:north")
    (planned,) = next_step(PROCESS, {}, NOWHERE, []).work
    assert (planned.department, planned.crew) == ("streets", "")


@pytest.mark.parametrize(
    ("answers", "department"),
    [([], "streets"), ([{"owner": "county"}], "streets"), ([{"owner": "county"}, {"owner": "state"}], "state_roads")],
)
def test_the_first_answer_that_the_rule_knows_decides(answers: list[dict[str, str]], department: str) -> None:
    overlay = Overlay(1, tuple(OverlayAnswer("owner", str(n), "", a) for n, a in enumerate(answers)))
    assert department_for(BY_OWNER, overlay) == department


OUTCOMES = {"inspect": ["hole", "gas_cut", "none"], "fill": ["filled", "not_filled"], "call_gas": ["called"]}


@given(st.data())
def test_every_way_through_ends_and_every_step_can_be_asked_again(data: st.DataObject) -> None:
    orders: list[WorkOrder] = []
    for turn in range(10):
        step = next_step(PROCESS, {}, NOWHERE, data.draw(st.permutations(orders)))
        assert step == next_step(PROCESS, {}, NOWHERE, orders)
        if not step.work:
            assert step.close_as is not None
            return
        planned = data.draw(st.sampled_from(step.work))
        outcome = data.draw(st.sampled_from(OUTCOMES.get(planned.code, ["ok"])))
        status = data.draw(st.sampled_from(["done", "could_not_be_done", "not_ours"]))
        orders.append(done(planned.stage, planned.code, outcome, status, turn))
    raise AssertionError("the process does not end")
