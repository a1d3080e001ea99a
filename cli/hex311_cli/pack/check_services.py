"""Checks of the service types: questions, stoppers, duplicates, privacy, process."""

from collections.abc import Iterator

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
        yield from _same_answers(service)
        yield from _same_asset(pack, service)
    yield from _duplicate_groups(pack)


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
    if service.data["duplicates"] != "off":
        text = "The type is private; looking for duplicates would show others that there is a report."
        yield service.problem(("duplicates",), text, "Use duplicates: off.")


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


def _same_answers(service: Entry) -> Iterator[PackProblem]:
    rule = service.data["duplicates"]
    if rule == "off":
        return
    types = {question["code"]: question["type"] for question in service.data.get("questions", ())}
    for index, code in enumerate(rule.get("same_answers", ())):
        path = ("duplicates", "same_answers", index)
        if code not in types:
            yield service.problem(path, f"'{code}' is not a question of this type.", closest(code, types))
        elif types[code] != "singlevaluelist":
            text = f"Answers to '{code}' are free, so two people will not give the same one."
            yield service.problem(path, text, "Compare only questions with one choice (singlevaluelist).")


def _same_asset(pack: RawPack, service: Entry) -> Iterator[PackProblem]:
    rule = service.data["duplicates"]
    if rule != "off" and rule.get("same_asset") and "asset" not in pack.kinds_of_places.values():
        text = "The pack has no assets that a report could name."
        yield service.problem(("duplicates", "same_asset"), text, "Add a category of kind asset to places.yaml.")


def _duplicate_groups(pack: RawPack) -> Iterator[PackProblem]:
    """One group is one neighbourhood. Radii may differ (each type looks as far as its own; the entries are laid out
    by the largest), but types that look back differently far or compare other answers would judge a pair by who came
    second."""
    first: dict[str, Entry] = {}
    for service in pack.services.values():
        rule = service.data["duplicates"]
        if rule == "off":
            continue
        other = first.setdefault(rule["group"], service)
        for key, mend in (
            ("window_days", "Use the same window for all types of a group."),
            ("same_answers", "Compare the same questions in all types of a group."),
            ("same_asset", "Use the same in all types of a group."),
        ):
            mine, theirs = rule.get(key, []), other.data["duplicates"].get(key, [])
            if mine != theirs:
                text = f"In the duplicate group '{rule['group']}', {key} is {mine} here and {theirs} in "
                text += f"'{other.data['code']}'."
                yield service.problem(("duplicates", key), text, mend)
