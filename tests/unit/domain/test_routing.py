"""The next step is a function of what is stored: whatever happened before, asking again gives the same."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hex311.domain.conditions import Facts
from hex311.domain.geography import Overlay, OverlayAnswer
from hex311.domain.lifecycle import Status
from hex311.domain.routing import NextStep, Standing, department_for, next_step
from hex311.domain.sla import WorkingCalendar
from hex311.domain.work_order import WorkOrder, WorkStatus

NOWHERE = Overlay(0, ())
STATE_ROAD = Overlay(1, (OverlayAnswer("owner", "7", "", {"owner": "state"}), OverlayAnswer("areas", "north", "")))

BY_OWNER = {"overlay": "owner", "attribute": "owner", "map": {"state": "state_roads"}, "default": "streets"}


def _if(when: Any) -> dict[str, Any]:
    return {"when": when} if when else {}


def work(code: str, when: Any = None, **more: Any) -> dict[str, Any]:
    return {
        "code": code,
        "title": {"en": code},
        "department": "streets",
        "outcomes": [],
        **({"when": when} if when else {}),
        **more,
    }


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


CHICAGO = ZoneInfo("America/Chicago")
CALENDAR = WorkingCalendar(
    {"working_days": ["mon", "tue", "wed", "thu", "fri"], "hours": {"start": "08:00", "end": "17:00"}},
    "America/Chicago",
)
NOON = int(datetime(2026, 11, 20, 12, tzinfo=CHICAGO).timestamp())  # a Friday
DAY_S = 86_400


def step_in(process: dict[str, Any], overlay: Overlay, orders: Sequence[WorkOrder], **more: Any) -> NextStep:
    facts = Facts(more.pop("answers", {}), overlay)
    standing = {"since": NOON, "now": NOON, "calendar": CALENDAR, "zone": CHICAGO, **more}
    return next_step(process, Standing(facts, tuple(orders), **standing))


def ids(*orders: WorkOrder, overlay: Overlay = NOWHERE) -> list[str]:
    return [planned.id for planned in step_in(PROCESS, overlay, orders).work]


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
    step = step_in(PROCESS, NOWHERE, [looked])
    assert (step.work, step.close_as, step.outcome) == ((), Status.COULD_NOT_BE_DONE, "no_hole")


def test_only_the_last_stage_speaks_and_a_refusal_in_it_decides() -> None:
    looked = done("look", "inspect", "gas_cut", "not_ours")
    both = [looked, done("mend", "call_gas", "called", "done", 3), done("mend", "sign", "no_sign", "not_ours", 2)]
    assert step_in(PROCESS, NOWHERE, both).close_as is Status.NOT_OURS
    all_done = [looked, done("mend", "call_gas", "called"), done("mend", "sign", "set")]
    assert step_in(PROCESS, NOWHERE, all_done).close_as is Status.DONE


def test_a_process_that_asks_for_nothing_closes_honestly() -> None:
    never = {"stages": [{"code": "a", "work_orders": [work("b", {"answer": "x", "equals": "y"})]}]}
    step = step_in(never, NOWHERE, [])
    assert (step.work, step.close_as) == ((), Status.COULD_NOT_BE_DONE)


def test_the_layer_decides_department_and_crew() -> None:
    (planned,) = step_in(PROCESS, STATE_ROAD, []).work
    assert (planned.department, planned.crew) == ("state_roads", "areas:north")
    (planned,) = step_in(PROCESS, NOWHERE, []).work
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
        step = step_in(PROCESS, NOWHERE, data.draw(st.permutations(orders)))
        assert step == step_in(PROCESS, NOWHERE, orders)
        if not step.work:
            assert step.close_as is not None
            return
        planned = data.draw(st.sampled_from(step.work))
        outcome = data.draw(st.sampled_from(OUTCOMES.get(planned.code, ["ok"])))
        status = data.draw(st.sampled_from(["done", "could_not_be_done", "not_ours"]))
        orders.append(done(planned.stage, planned.code, outcome, status, turn))
    raise AssertionError("the process does not end")


LETTER: dict[str, Any] = {
    "stages": [
        {
            "code": "notice",
            "work_orders": [
                work(
                    "put_notice",
                    outcomes=[
                        {"code": "put_up"},
                        {"code": "stolen", "then": "tow"},
                        {"code": "gone", "then": "end"},
                    ],
                ),
                work("help_person", {"answer": "inside", "equals": "yes"}, outcomes=[{"code": "helped"}]),
            ],
        },
        {"code": "patience", "wait": {"days": 7}, "text": {"en": "The owner has seven days."}},
        {
            "code": "look",
            "work_orders": [work("look_again", outcomes=[{"code": "there"}, {"code": "away", "then": "end"}])],
        },
        {"code": "tow", "work_orders": [work("take", outcomes=[{"code": "towed"}])]},
    ]
}


def test_a_waiting_period_counts_from_the_end_of_the_stage_before() -> None:
    put_up = done("notice", "put_notice", "put_up", at=NOON + 500)
    step = step_in(LETTER, NOWHERE, [put_up], now=NOON + DAY_S)
    assert step.wait is not None
    assert (step.wait.stage, step.wait.until) == ("patience", NOON + 500 + 7 * DAY_S)
    assert not step.work
    assert step_in(LETTER, NOWHERE, [put_up], now=NOON + 500 + 7 * DAY_S - 1).wait == step.wait
    assert [w.code for w in step_in(LETTER, NOWHERE, [put_up], now=step.wait.until).work] == ["look_again"]


def test_a_waiting_period_of_working_days_skips_the_weekend() -> None:
    process = {"stages": [{"code": "patience", "wait": {"working_days": 1}, "text": {}}, LETTER["stages"][3]]}
    step = step_in(process, NOWHERE, [])
    assert step.wait is not None
    assert datetime.fromtimestamp(step.wait.until, CHICAGO).strftime("%a %H:%M") == "Mon 17:00"


def test_an_outcome_may_name_what_follows() -> None:
    later = NOON + 30 * DAY_S
    assert step_in(LETTER, NOWHERE, [done("notice", "put_notice", "gone", "could_not_be_done")]).outcome == "gone"
    assert [w.code for w in step_in(LETTER, NOWHERE, [done("notice", "put_notice", "stolen")]).work] == ["take"]
    looked = [done("notice", "put_notice", "put_up"), done("look", "look_again", "away", at=later)]
    assert step_in(LETTER, NOWHERE, looked, now=later).close_as is Status.DONE


def test_the_nearest_stage_that_any_outcome_names_wins_over_an_end() -> None:
    both = {
        "stages": [
            {
                "code": "first",
                "work_orders": [
                    work("one", outcomes=[{"code": "x", "then": "end"}]),
                    work("two", outcomes=[{"code": "x", "then": "third"}]),
                    work("three", outcomes=[{"code": "x"}]),
                ],
            },
            {"code": "second", "work_orders": [work("four")]},
            {"code": "third", "work_orders": [work("five")]},
        ]
    }
    orders = [done("first", code, "x") for code in ("one", "two", "three")]
    assert [w.code for w in step_in(both, NOWHERE, orders).work] == ["five"]


def test_the_season_is_that_of_the_day_on_which_the_stage_began() -> None:
    """However often it is asked, later too: else a mild day in March would undo the winter patch."""
    winter = {"season": {"from": "11-15", "to": "03-31"}}
    process = {
        "stages": [
            {"code": "look", "work_orders": [work("inspect")]},
            {"code": "mend", "work_orders": [work("patch", winter), work("pave", {"not": winter})]},
        ]
    }
    seen = done("look", "inspect", "hole", at=NOON)
    for later in (0, 200 * DAY_S):
        assert [w.code for w in step_in(process, NOWHERE, [seen], now=NOON + later).work] == ["patch"]
    spring = replace(seen, completed_at=NOON + 150 * DAY_S)
    assert [w.code for w in step_in(process, NOWHERE, [spring], now=NOON + 200 * DAY_S).work] == ["pave"]


def test_information_only_closes_without_work() -> None:
    told = {"closes": {"code": "told", "status": "done", "text": {"en": "We told you on the phone."}}}
    assert step_in(told, NOWHERE, []).close_as is Status.DONE


def test_what_is_opened_again_goes_on_with_the_stage_that_closed_it_and_with_those_who_did_it() -> None:
    orders = [done("look", "inspect", "gas_cut"), done("mend", "call_gas", "called"), done("mend", "sign", "set")]
    step = step_in(PROCESS, NOWHERE, orders, life=1, first_stage="mend", departments={"call_gas": "other_gas"})
    assert [(w.id, w.department) for w in step.work] == [
        ("mend.call_gas.again1", "other_gas"),
        ("mend.sign.again1", "streets"),
    ]
    again = [replace(o, id=f"{o.id}.again1", life=1, outcome_status="not_ours", outcome="no") for o in orders[1:]]
    assert step_in(PROCESS, NOWHERE, [*orders, *again], life=1, first_stage="mend").close_as is Status.NOT_OURS


def test_work_that_was_split_is_waited_for() -> None:
    half = replace(done("look", "inspect", "", ""), id="look.inspect.2", status=WorkStatus.STARTED)
    assert ids(done("look", "inspect", "hole"), half) == ["look.inspect.2"]
    withdrawn = replace(half, status=WorkStatus.WITHDRAWN)
    assert ids(done("look", "inspect", "hole"), withdrawn) == ["mend.fill", "mend.sign"]
