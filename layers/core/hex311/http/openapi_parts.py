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


def ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def path(name: str, description: str) -> Json:
    return {"name": name, "in": "path", "required": True, "description": description, "schema": {"type": "string"}}


def query(name: str, kind: str, description: str, *, required: bool = True) -> Json:
    return {"name": name, "in": "query", "required": required, "description": description, "schema": {"type": kind}}


def header(name: str, description: str) -> Json:
    return {"name": name, "in": "header", "required": False, "description": description, "schema": {"type": "string"}}
