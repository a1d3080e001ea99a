"""The shape of each file: JSON Schema errors told in plain words with the line to mend."""

import json
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

from jsonschema import Draft202012Validator, ValidationError
from referencing import Registry, Resource

from hex311_cli.pack.problems import PackProblem
from hex311_cli.pack.source import Source, closest

_TYPE_WORDS = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a group of keys",
    "null": "empty",
}


@cache
def _schemas() -> dict[str, dict[str, Any]]:
    folder = resources.files("hex311.schemas") / "city"
    return {
        entry.name.removesuffix(".json"): json.loads(entry.read_text("utf-8"))
        for entry in folder.iterdir()
        if entry.name.endswith(".json")
    }


@cache
def validator(kind: str) -> Draft202012Validator:
    """The validator of one file kind: city, departments, services, processes, layers, article ..."""
    loaded = _schemas()
    registry: Registry[Any] = Registry().with_resources(
        (schema["$id"], Resource.from_contents(schema)) for schema in loaded.values()
    )
    return Draft202012Validator(loaded[kind], registry=registry)


def check_shape(source: Source, kind: str) -> list[PackProblem]:
    """Every way in which `source` is not what the schema `kind` asks for; empty when it fits."""
    if source.data is None:
        return [source.problem((), "The file is empty.", "See docs/city-pack.md for what belongs here.")]
    errors = sorted(validator(kind).iter_errors(source.data), key=lambda error: [str(p) for p in error.path])
    return [problem for error in errors for problem in _told(source, error)]


def _told(source: Source, error: ValidationError) -> Iterator[PackProblem]:
    path = tuple(error.absolute_path)
    schema: Any = error.schema
    wanted: Any = error.validator_value
    instance: Any = error.instance
    hint = schema.get("description", "") if isinstance(schema, dict) else ""
    where = _where(path)
    match error.validator:
        case "required":
            missing = [name for name in wanted if name not in instance]
            # jsonschema reports each missing name by itself; its message begins with that name in quotes
            name = next((m for m in missing if error.message.startswith(f"'{m}'")), missing[0])
            yield source.problem(path, f"{where} lacks '{name}'.", _hint_of(schema, name))
        case "additionalProperties":
            allowed = schema.get("properties", {})
            for name in sorted(set(instance) - set(allowed)):
                yield source.problem((*path, name), f"{where} has no key '{name}'.", closest(name, allowed))
        case "type":
            yield source.problem(path, f"{where} must be {_types(wanted)}.", _type_mend(error, hint))
        case "enum":
            choices = ", ".join(str(value) for value in wanted)
            yield source.problem(path, f"{where} is {_shown(instance)}.", f"Use one of: {choices}.")
        case "const":
            yield source.problem(path, f"{where} is {_shown(instance)}.", f"Use: {hint or wanted}")
        case "minimum" | "maximum" | "pattern" | "minLength" | "maxLength" | "minProperties" | "maxProperties":
            yield source.problem(path, f"{where} is {_shown(instance)}.", f"Use: {hint}" if hint else "")
        case "minItems":
            yield source.problem(path, f"{where} needs at least {wanted} entries.", hint)
        case "maxItems":
            yield source.problem(path, f"{where} has more than {wanted} entries.", hint)
        case "uniqueItems":
            yield source.problem(path, f"{where} has an entry twice.", "Keep one of the two.")
        case "oneOf":
            yield source.problem(path, f"{where} is none of the kinds there are, or two at once.", hint)
        case "not":
            yield source.problem(path, f"{where} does not belong here.", hint)
        case _:
            yield source.problem(path, f"{where}: {error.message}.", hint)


def _where(path: tuple[str | int, ...]) -> str:
    """The place in words: `services[2].name` is easier to find than a JSON pointer."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else (f".{part}" if text else part)
    return f"'{text}'" if text else "The file"


def _types(wanted: str | list[str]) -> str:
    names = [wanted] if isinstance(wanted, str) else wanted
    return " or ".join(_TYPE_WORDS.get(name, name) for name in names)


def _type_mend(error: ValidationError, hint: str) -> str:
    if error.validator_value == "string" and isinstance(error.instance, int | float):
        return f'Put quotes around it: "{error.instance}".'
    return f"Use: {hint}" if hint else ""


def _hint_of(schema: Any, name: str) -> str:
    wanted = schema.get("properties", {}).get(name, {}) if isinstance(schema, dict) else {}
    if "$ref" in wanted and wanted["$ref"].startswith("urn:hex311:city:common#/$defs/"):
        wanted = _schemas()["common"]["$defs"][wanted["$ref"].rpartition("/")[2]]
    hint = wanted.get("description", "")
    return f"Add it. {hint}".strip()


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:57] + "..."
