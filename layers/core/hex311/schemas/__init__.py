"""JSON Schemas of all that crosses a wire, and how to check against them."""

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend
from referencing import Registry, Resource

from hex311.domain.errors import BadInput, Problem

_formats = FormatChecker(formats=())


@_formats.checks("email")
def _is_email(value: object) -> bool:
    """One @ with something like a host after it; whether it works, the confirmation mail shows."""
    if not isinstance(value, str):
        return True
    name, _, host = value.strip().rpartition("@")
    plain = value.isascii() and value.isprintable() and not any(character in ' <>,;"' for character in value)
    return bool(name) and "@" not in name and "." in host.strip(".") and plain


def _matches_to_its_end(_: Any, pattern: str, instance: object, __: Any) -> Iterator[ValidationError]:
    """JSON Schema's `$` is the end of the text; Python's would let a last newline pass."""
    strict = pattern.removesuffix("$") + r"\Z" if pattern.endswith("$") else pattern
    if isinstance(instance, str) and not re.search(strict, instance):
        yield ValidationError("the text does not match the pattern")


_Validator = extend(Draft202012Validator, {"pattern": _matches_to_its_end})  # type: ignore[no-untyped-call]


def load(name: str) -> dict[str, Any]:
    """A schema by its path without `.json`, such as `requests/submit_request`."""
    document: dict[str, Any] = json.loads(files(__name__).joinpath(f"{name}.json").read_text(encoding="utf-8"))
    return document


@cache
def _validator(name: str) -> Any:
    return _Validator(load(name), format_checker=_formats)


def check(name: str, document: Any) -> None:
    """`BadInput` with every problem at once, each with its field and how to mend it."""
    errors = sorted(_validator(name).iter_errors(document), key=lambda error: list(map(str, error.absolute_path)))
    # of a document of the wrong type, nothing else is worth saying
    errors = [error for error in errors if error.validator == "type" and not error.absolute_path] or errors
    if errors:
        raise BadInput([_problem(error) for error in errors[:30]])


@cache
def _pack_validator(part: str) -> Any:
    """A definition of the pack's services, as `hex311 city check` reads it."""
    files_ = [load("city/services"), load("city/common")]
    registry: Registry[Any] = Registry().with_resources((one["$id"], Resource.from_contents(one)) for one in files_)
    return _Validator({"$ref": f"{files_[0]['$id']}#/$defs/{part}"}, registry=registry, format_checker=_formats)


def pack_problems(part: str, document: Any, field: str) -> list[Problem]:
    """What is wrong with a part of a service type by the schema of city packs, told as problems of `field`."""
    errors = sorted(_pack_validator(part).iter_errors(document), key=lambda error: list(map(str, error.absolute_path)))
    told = []
    for error in errors:
        problem, hint = _problem(error), error.schema.get("description") if isinstance(error.schema, dict) else None
        place = "" if problem.field == "body" else problem.field
        told.append(Problem(_join(field, place), problem.problem, f"Use: {hint}" if hint else problem.mend))
    return told


def _problem(error: ValidationError) -> Problem:
    field = ".".join(map(str, error.absolute_path))
    limit: Any = error.validator_value
    match error.validator:
        case "required":
            missing = [name for name in limit if isinstance(error.instance, dict) and name not in error.instance]
            name = missing[0] if missing else ""
            for candidate in missing:
                if f"'{candidate}'" in error.message:
                    name = candidate
            return Problem(_join(field, name), "This is missing.", f"Send {name}.")
        case "additionalProperties":
            schema: Any = error.schema
            instance: Any = error.instance
            extra = sorted(set(instance) - set(schema.get("properties", {})))
            return Problem(_join(field, extra[0] if extra else ""), "This field is not known.", "Leave it out.")
        case "enum":
            return Problem(field, "This is not one of the choices.", f"Send one of: {', '.join(map(str, limit))}.")
        case "type":
            wanted = limit if isinstance(limit, str) else " or ".join(limit)
            return Problem(field or "body", f"This is not of the type {wanted}.", f"Send a value of type {wanted}.")
        case "maxLength" | "maxItems" | "maxProperties":
            return Problem(field, f"This is longer than {limit}.", "Please shorten it.")
        case "minLength" | "minItems":
            return Problem(field, "This is empty or too short.", f"Send at least {limit}.")
        case "minimum" | "maximum":
            word = "below" if error.validator == "minimum" else "above"
            return Problem(field, f"This is {word} {limit}.", "Send decimal degrees (WGS84).")
        case "format":
            return Problem(field, f"This is not a valid {limit}.", "Please check the spelling.")
        case "uniqueItems":
            return Problem(field, "Something is listed twice.", "List everything once.")
        case _:
            return Problem(field, "This does not have the right form.", "Please check it.")


def _join(field: str, name: str) -> str:
    return ".".join(part for part in (field, name) if part) or "body"
