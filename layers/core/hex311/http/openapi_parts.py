"""What an OpenAPI description is made of."""

from typing import Any

Json = dict[str, Any]


def operation(
    name: str,
    summary: str,
    parameters: list[Json],
    body: str | None = None,
    success: tuple[int, str | None] = (200, None),
) -> Json:
    status, shape = success
    content = {"application/json": {"schema": ref(shape) if shape else {"type": "object"}}}
    described: Json = {
        "operationId": name,
        "summary": summary,
        "parameters": parameters,
        "responses": {
            str(status): {"description": "Done.", "content": content},
            "429": {
                "description": "Too many; later again.",
                "headers": {"Retry-After": answer_header("Seconds to wait.", "integer")},
                "content": {"application/json": {"schema": ref("Error")}},
            },
            "4XX": {"description": "What to mend.", "content": {"application/json": {"schema": ref("Error")}}},
            "5XX": {"description": "Try again.", "content": {"application/json": {"schema": ref("Error")}}},
        },
    }
    if body:
        described["requestBody"] = {"required": True, "content": {"application/json": {"schema": ref(body)}}}
    return described


def staff(
    name: str,
    summary: str,
    parameters: list[Json],
    body: str | None = None,
    success: tuple[int, str | None] = (200, None),
) -> Json:
    return {**operation(name, summary, parameters, body, success), "security": [{"staff": []}]}


def telling(described: Json, name: str, description: str) -> Json:
    """The operation, whose success also says something in a header."""
    success = next(iter(described["responses"].values()))
    success.setdefault("headers", {})[name] = answer_header(description)
    return described


def kept_by_tag(described: Json) -> Json:
    """The operation, whose answer carries a tag and is not sent again to whoever has it."""
    telling(described, "ETag", "Of this very answer.")
    described["parameters"].append(header("If-None-Match", "Tags of answers that you have."))
    described["responses"]["304"] = {"description": "You have it already."}
    return described


def answer_header(description: str, kind: str = "string") -> Json:
    return {"required": True, "description": description, "schema": {"type": kind}}


def ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def path(name: str, description: str) -> Json:
    return {"name": name, "in": "path", "required": True, "description": description, "schema": {"type": "string"}}


def query(name: str, kind: str, description: str, *, required: bool = True) -> Json:
    return {"name": name, "in": "query", "required": required, "description": description, "schema": {"type": kind}}


def header(name: str, description: str) -> Json:
    return {"name": name, "in": "header", "required": False, "description": description, "schema": {"type": "string"}}


def together(*parts: Json) -> Json:
    """Paths described in several places, where one path may have its methods from more than one."""
    paths: Json = {}
    for part in parts:
        for name, item in part.items():
            paths[name] = {**paths.get(name, {}), **item}
    return paths
