"""Executions end early: they fail, time out, grow too old, or are lost. A successor takes over, and never for nothing.

A successor is the next generation of the same case. It is named by case and generation, so that whoever starts it
first, the others find it there. After a failure it comes by itself, later each time; a case that fails again and again
without any progress is left to people (`hex311 workflows`).
"""

from hex311.domain.events import Event, EventName
from hex311.domain.request import Draft
from hex311.ports import CaseFile, Change, Ports
from hex311.usecases.change_case import change_case, load, written

#: How long the successors wait after the first, second ... failure in a row, in seconds; then people must look.
PAUSES_S = (60, 600, 3_600)

MOST_SUCCESSORS = 50


def flag_failure(ports: Ports, case_id: str, generation: int, error: str) -> int:
    """Note on the case that its workflow stopped (not public); the seconds until a successor may try, 0 for never.

    Failing counts from the last thing that anybody did for the case, so that work which is finished while the
    execution is on its way out always finds a successor.
    """

    def decide(case: CaseFile) -> Change | None:
        if is_flagged(case, generation) or case.request.is_closed:
            return None
        data = {"generation": generation, "error": error[:200]}
        return written(ports, case, Draft(case.request).record(EventName.WORKFLOW_FAILED, ports.now(), data))

    case = change_case(ports, case_id, decide)
    failures = failures_in_a_row(case.events)
    if case.request.is_closed or case.request.generation > generation or not 0 < failures <= len(PAUSES_S):
        return 0
    return PAUSES_S[failures - 1]


def is_flagged(case: CaseFile, generation: int) -> bool:
    """Whether the execution of this generation has said that it is about to end."""
    return any(
        event.name is EventName.WORKFLOW_FAILED and event.data.get("generation") == generation for event in case.events
    )


def failures_in_a_row(events: tuple[Event, ...]) -> int:
    """How many failures the log ends with."""
    count = 0
    for event in reversed(events):
        if event.name is not EventName.WORKFLOW_FAILED:
            return count
        count += 1
    return count


def hand_over(ports: Ports, case_id: str, generation: int) -> None:
    """Start the successor of this generation, unless the case is closed or somebody has taken over already."""
    case = load(ports, case_id)
    if not case.request.is_closed and last_generation(case) <= generation:
        ports.workflows.start(case_id, generation + 1)


def revive_workflow(ports: Ports, case_id: str, generation: int) -> None:
    """An execution has failed, as its service reports: see that its case goes on.

    Most have flagged that themselves and arranged for a successor; then this finds it there. One that could not (its
    functions were out of reach, or it timed out as a whole) is flagged here and followed at once.
    """
    case = load(ports, case_id)
    if last_generation(case) <= generation and flag_failure(ports, case_id, generation, "Execution.Failed"):
        ports.workflows.start(case_id, generation + 1)


def last_generation(case: CaseFile) -> int:
    return max([case.request.generation, *(order.token_generation for order in case.work_orders)])


def is_alive(ports: Ports, case: CaseFile, generation: int) -> bool:
    """Whether an execution will still look at the case: it runs, and has not flagged that it is about to end."""
    return not is_flagged(case, generation) and ports.workflows.is_running(case.request.id, generation)


def start_successor(ports: Ports, case: CaseFile, first: int = 0) -> int:
    """Start the next execution of a case whose last one is gone; returns its generation.

    `first` is the generation to begin with, the next one unless given. The name of an execution cannot be used twice,
    so a generation that ran and ended is skipped; one that runs is found running.
    """
    generation = first or last_generation(case) + 1
    for candidate in range(generation, generation + MOST_SUCCESSORS):
        if ports.workflows.start(case.request.id, candidate):
            return candidate
    raise RuntimeError(f"no free workflow generation for {case.request.id} from {generation} on")
