"""Checks of the service types: questions, stoppers, duplicates, privacy, process."""

from collections.abc import Iterator

from hex311.domain.duplicate_rules import rule_problems
from hex311_cli.pack.conditions import Scope, check_condition
from hex311_cli.pack.problems import PackProblem
from hex311_cli.pack.raw import Entry, RawPack
from hex311_cli.pack.source import closest

_LISTS = ("singlevaluelist", "multivaluelist")


def question_values(service: Entry) -> dict[str, frozenset[str] | None]:
    """The questions of a service type that have an answer: code -> the keys it may have (None: free)."""
    return {
        question["code"]: frozenset(v["key"] for v in question["values"]) if question["type"] in _LISTS else None
        for question in service.data.get("questions", ())
        if question["type"] != "notice"
    }


def check_services(pack: RawPack) -> Iterator[PackProblem]:
    """Everything about each service type, then about the duplicate groups they share."""
    for service in pack.services.values():
        yield from _questions(pack, service)
        yield from _stoppers(pack, service)
        yield from _privacy(service)
        yield from _process(pack, service)
    yield from _duplicates(pack)


def _questions(pack: RawPack, service: Entry) -> Iterator[PackProblem]:
    values = question_values(service)
    earlier: dict[str, frozenset[str] | None] = {}
    seen: set[str] = set()
    for index, question in enumerate(service.data.get("questions", ())):
        path = ("questions", index)
        if question["code"] in seen:
            yield service.problem((*path, "code"), f"The question '{question['code']}' is there twice.", "Rename one.")
        seen.add(question["code"])
        keys = [value["key"] for value in question.get("values", ())]
        for number, key in enumerate(keys):
            if key in keys[:number]:
                text = f"The choice '{key}' of '{question['code']}' is there twice."
                yield service.problem((*path, "values", number, "key"), text, "Rename one.")
        if question["type"] == "notice" and question["required"]:
            yield service.problem((*path, "required"), "A notice cannot be answered.", "Use required: false.")
        if "when" in question:
            scope = Scope(pack.layers, pack.layer_facts, answers=dict(earlier))
            yield from check_condition(service, (*path, "when"), question["when"], scope)
        if question["code"] in values:
            earlier[question["code"]] = values[question["code"]]


def _stoppers(pack: RawPack, service: Entry) -> Iterator[PackProblem]:
    words = "a question of this service type"
    scope = Scope(pack.layers, pack.layer_facts, answers=question_values(service), answers_words=words)
    for index, stopper in enumerate(service.data.get("stoppers", ())):
        yield from check_condition(service, ("stoppers", index, "when"), stopper["when"], scope)


def _privacy(service: Entry) -> Iterator[PackProblem]:
    if service.data["privacy"] != "private":
        return
    for part, policy in service.data["publish"].items():
        if policy != "never":
            text = f"The type is private, but its {part} may be published."
            yield service.problem(("publish", part), text, f"Use {part}: never.")


def _process(pack: RawPack, service: Entry) -> Iterator[PackProblem]:
    process, redirect = service.data.get("process"), service.data.get("redirect")
    if process is not None and process not in pack.processes:
        text = f"There is no process '{process}'."
        yield service.problem(("process",), text, closest(process, set(pack.processes)))
    if redirect is None:
        return
    owner = pack.departments.get(redirect["department"])
    if owner is None:
        text = f"There is no department '{redirect['department']}'."
        yield service.problem(("redirect", "department"), text, closest(redirect["department"], set(pack.departments)))
    elif owner.data["kind"] != "outside":
        text = f"'{redirect['department']}' is part of the city, so the city takes these reports."
        yield service.problem(("redirect", "department"), text, "Name an outside owner, or use a process.")


def _duplicates(pack: RawPack) -> Iterator[PackProblem]:
    """The same checks as for rules that an admin publishes."""
    documents = {code: service.data for code, service in pack.services.items()}
    for found in rule_problems(documents, has_assets="asset" in pack.kinds_of_places.values()):
        yield pack.services[found.service_code].problem(found.path, found.problem, found.mend)
