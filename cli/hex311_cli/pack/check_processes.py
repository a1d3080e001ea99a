"""Checks of the processes: who does the work, and what may come out of it."""

from collections.abc import Iterator, Mapping
from typing import Any

from hex311.domain.routing import END
from hex311_cli.pack.check_city import units_of
from hex311_cli.pack.check_services import question_values
from hex311_cli.pack.conditions import Scope, check_condition, check_layer_attribute, layer_values
from hex311_cli.pack.problems import PackProblem
from hex311_cli.pack.raw import Entry, RawPack
from hex311_cli.pack.source import Path, closest


def check_processes(pack: RawPack) -> Iterator[PackProblem]:
    """Every process with the service types that use it."""
    for code, process in pack.processes.items():
        answers = _answers(pack, code)
        outcomes: dict[str, frozenset[str]] = {}
        orders: set[str] = set()
        stages: set[str] = set()
        if "closes" in process.data:
            yield from _sentence(pack, process, ("closes",), process.data["closes"], process.data["closes"]["code"])
        for index, stage in enumerate(process.data.get("stages", ())):
            if stage["code"] in stages:
                yield process.problem(
                    ("stages", index, "code"), f"The stage '{stage['code']}' is there twice.", "Rename."
                )
            stages.add(stage["code"])
            words = "a question of any service type that uses this process"
            assets = frozenset(code for code, kind in pack.kinds_of_places.items() if kind == "asset")
            scope = Scope(pack.layers, pack.layer_facts, answers, dict(outcomes), assets, answers_words=words)
            if "wait" in stage:
                yield from _sentence(pack, process, ("stages", index), stage, stage["code"])
                if "when" in stage:
                    yield from check_condition(process, ("stages", index, "when"), stage["when"], scope)
            later = [other["code"] for other in process.data["stages"][index + 1 :]]
            for number, work in enumerate(stage.get("work_orders", ())):
                path = ("stages", index, "work_orders", number)
                if work["code"] in orders:
                    text = f"The work order '{work['code']}' is there twice in this process."
                    yield process.problem((*path, "code"), text, "Rename one.")
                orders.add(work["code"])
                yield from _work_order(pack, process, path, work, scope)
                for place, outcome in enumerate(work["outcomes"]):
                    where = (*path, "outcomes", place)
                    yield from _sentence(pack, process, where, outcome, outcome["code"])
                    yield from _then(process, where, outcome, later)
            orders_here = stage.get("work_orders", ())
            outcomes |= {w["code"]: frozenset(o["code"] for o in w["outcomes"]) for w in orders_here}


def _answers(pack: RawPack, process: str) -> dict[str, frozenset[str] | None]:
    """The questions of all service types that use the process; keys of questions of the same name are joined."""
    found: dict[str, frozenset[str] | None] = {}
    for service in pack.services.values():
        if service.data.get("process") == process:
            for code, keys in question_values(service).items():
                known = found.get(code, frozenset())
                found[code] = None if keys is None or known is None else keys | known
    return found


def _work_order(pack: RawPack, process: Entry, path: Path, work: dict[str, Any], scope: Scope) -> Iterator[PackProblem]:
    yield from _department(pack, process, path, work, scope)
    if "crew" in work:
        yield from check_layer_attribute(process, (*path, "crew"), work["crew"]["overlay"], None, scope)
    if "when" in work:
        yield from check_condition(process, (*path, "when"), work["when"], scope)
    seen: set[str] = set()
    for index, outcome in enumerate(work["outcomes"]):
        place = (*path, "outcomes", index)
        if outcome["code"] in seen:
            text = f"The outcome '{outcome['code']}' of '{work['code']}' is there twice."
            yield process.problem((*place, "code"), text, "Rename one.")
        seen.add(outcome["code"])
        if "owner" in outcome and outcome["owner"] not in pack.departments:
            text = f"There is no department '{outcome['owner']}'."
            yield process.problem((*place, "owner"), text, closest(outcome["owner"], set(pack.departments)))
        elif "owner" in outcome and outcome["status"] != "not_ours":
            text = "Only an outcome with status not_ours has an owner."
            yield process.problem((*place, "owner"), text, "Remove the owner, or use status: not_ours.")
        for number, reason in enumerate(outcome.get("reasons", ())):
            yield from _reason(pack, process, (*place, "reasons", number), outcome["status"], reason)
    if not any(outcome["status"] == "done" for outcome in work["outcomes"]):
        text = f"The work order '{work['code']}' can never be done."
        yield process.problem((*path, "outcomes"), text, "Add an outcome with status: done.")


def _sentence(pack: RawPack, process: Entry, path: Path, told: Mapping[str, Any], code: str) -> Iterator[PackProblem]:
    """Residents read how it went, each in their language: no outcome without its sentence."""
    for language in pack.whole_languages:
        if language not in told["text"]:
            text = f"'{code}' has no sentence for the public in '{language}'."
            yield process.problem((*path, "text"), text, f"Add {language}: ...")


def _then(process: Entry, path: Path, outcome: Mapping[str, Any], later: list[str]) -> Iterator[PackProblem]:
    """Only onwards: a way that could turn back might never end."""
    then = outcome.get("then", END)
    if then != END and then not in later:
        text = f"'{outcome['code']}' goes on with '{then}', which is not a later stage."
        yield process.problem((*path, "then"), text, closest(then, {*later, END}))


def _reason(pack: RawPack, process: Entry, path: Path, status: str, reason: str) -> Iterator[PackProblem]:
    work = pack.city.data.get("work", {}) if pack.city else {}
    known = {one["code"]: one["status"] for one in work.get("refusal_reasons", ())}
    if reason not in known:
        yield process.problem(path, f"The city has no refusal reason '{reason}'.", closest(reason, set(known)))
    elif known[reason] != status:
        text = f"The reason '{reason}' goes with outcomes of the status {known[reason]}."
        yield process.problem(path, text, "Remove the reason, or change the status.")


def _department(pack: RawPack, process: Entry, path: Path, work: dict[str, Any], scope: Scope) -> Iterator[PackProblem]:
    rule, place = work["department"], (*path, "department")
    named = [(place, rule)] if isinstance(rule, str) else []
    if isinstance(rule, dict):
        yield from check_layer_attribute(process, place, rule["overlay"], rule.get("attribute"), scope)
        known = layer_values(rule["overlay"], rule.get("attribute"), scope)
        named = [((*place, "map", value), code) for value, code in rule["map"].items()]
        named.append(((*place, "default"), rule["default"]))
        for value in rule["map"]:
            if known is not None and value not in known:
                text = f"The layer '{rule['overlay']}' never answers '{value}'."
                yield process.problem((*place, "map", value), text, closest(value, set(known)))
    for where, code in named:
        if code not in pack.departments:
            yield process.problem(where, f"There is no department '{code}'.", closest(code, set(pack.departments)))
    if "unit" not in work:
        return
    if not isinstance(rule, str):
        text = "A unit needs one department; here the department depends on a layer."
        yield process.problem((*path, "unit"), text, "Remove unit.")
    elif rule in pack.departments and work["unit"] not in units_of(pack, rule):
        text = f"The department '{rule}' has no bureau or division '{work['unit']}'."
        yield process.problem((*path, "unit"), text, closest(work["unit"], units_of(pack, rule)))


def unused_processes(pack: RawPack) -> Iterator[PackProblem]:
    """Processes no service type uses (no error)."""
    used = {service.data.get("process") for service in pack.services.values()}
    for code, process in pack.processes.items():
        if code not in used:
            yield process.problem(("code",), f"No service type uses the process '{code}'.", "Remove it, or use it.")
