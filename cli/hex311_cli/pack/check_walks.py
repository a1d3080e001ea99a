"""The proof of every process: whatever is answered, wherever it is and whatever comes out of the work, the way ends.

Every way there is gets walked, for every service type that uses the process. Found out are ways that end before they
begin (a request would be closed without anyone having looked at it), and stages and work orders on no way at all.
"""

from collections.abc import Iterator

from hex311_cli.pack.problems import PackProblem
from hex311_cli.pack.raw import Entry, RawPack
from hex311_cli.pack.walks import TooManyWorlds, Walk, walks

_MEND_GAP = "Leave 'when' out of one work order, or add one for the other answers."


def check_walks(pack: RawPack) -> Iterator[PackProblem]:
    """Processes with ways that lead nowhere, and parts that no way leads to."""
    for code, process in pack.processes.items():
        users = [service for service in pack.services.values() if service.data.get("process") == code]
        try:
            found = [(user, list(walks(process.data, user.data if user else None))) for user in users or [None]]
        except TooManyWorlds:
            text = f"The conditions of the process '{code}' ask about so many answers that they cannot all be tried."
            yield process.problem(("stages",), text, "Ask about fewer questions in one process.")
            continue
        yield from _gaps(process, found)
        yield from _dead_parts(process, [walk for _, ways in found for walk in ways])


def _gaps(process: Entry, found: list[tuple[Entry | None, list[Walk]]]) -> Iterator[PackProblem]:
    for user, ways in found:
        gap = next((walk for walk in ways if not walk.outcomes and walk.closing.outcome == "no_work_needed"), None)
        if gap:
            where = f" in '{user.data['code']}'" if user else ""
            text = f"With {gap.world.words()}{where}, the process '{process.data['code']}' has no work at all."
            yield process.problem(("stages",), text, _MEND_GAP)
            return


def _dead_parts(process: Entry, ways: list[Walk]) -> Iterator[PackProblem]:
    reached = {order for walk in ways for order, _ in walk.outcomes}
    waited = {stage for walk in ways for stage in walk.waits}
    for index, stage in enumerate(process.data.get("stages", ())):
        path = ("stages", index)
        if "wait" in stage:
            if stage["code"] not in waited:
                text = f"No way leads to the waiting period '{stage['code']}'."
                yield process.problem((*path, "code"), text, "Change its condition, or remove it.")
            continue
        dead = [n for n, work in enumerate(stage["work_orders"]) if f"{stage['code']}.{work['code']}" not in reached]
        if len(dead) == len(stage["work_orders"]):
            text = f"No way leads to the stage '{stage['code']}': none of its conditions can ever hold."
            yield process.problem(
                (*path, "code"), text, "Change a condition or an earlier 'then', or remove the stage."
            )
            continue
        for number in dead:
            text = f"Nothing ever calls for the work order '{stage['work_orders'][number]['code']}'."
            mend = "Change its condition, or remove it."
            yield process.problem((*path, "work_orders", number, "code"), text, mend)
