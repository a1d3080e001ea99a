"""Bodies and answers of the work order routes."""

from typing import Any

from chalice import Response
from chalice.app import Request

from hex311.domain.errors import BadInput, Problem
from hex311.domain.work_report import Evidence
from hex311.http.api import reply
from hex311.http.submission import idempotency_key
from hex311.ports import OrderFilter
from hex311.usecases.assign_work_order import Assignee

MOST_FILTER = 200


def etag(version: int) -> dict[str, str]:
    return {"ETag": f'"{version}"'}


def order_reply(view: dict[str, Any]) -> Response:
    """A work order with its version as the ETag, for the `If-Match` of the next change."""
    return reply(view, headers=etag(view["version"]))


def assignee_of(body: dict[str, Any]) -> Assignee:
    """Either `crew` or `assignee`."""
    if "crew" in body and "assignee" in body:
        raise BadInput([Problem("crew", "Both a crew and a person are named.", "Send one of them.")])
    if "crew" in body:
        return Assignee(body["crew"], "crew")
    if "assignee" not in body:
        raise BadInput([Problem("assignee", "This is missing.", "Send assignee, or crew.")])
    return Assignee(body["assignee"])


def evidence_of(body: dict[str, Any]) -> Evidence:
    return Evidence(
        sentence=body.get("sentence", ""),
        photo_ids=tuple(body.get("photo_ids", ())),
        quantities=body.get("quantities", {}),
        materials=body.get("materials", {}),
    )


def order_filter(request: Request, subject: str) -> OrderFilter:
    """`service_code`, `area` (`layer:feature`), `crew` and `assignee` of the query; `assignee=me` is who asks."""
    values = {name: (request.query_params or {}).get(name) or "" for name in OrderFilter.__slots__}
    for name, value in values.items():
        if len(value) > MOST_FILTER:
            raise BadInput([Problem(name, f"This is longer than {MOST_FILTER}.", "Please shorten it.")])
    if values["area"] and not all(values["area"].partition(":")):
        raise BadInput([Problem("area", "This is not an area.", "Send layer:feature, such as council_districts:3.")])
    if values["assignee"] == "me":
        values["assignee"] = f"person:{subject}"
    return OrderFilter(**values)


def bulk_key(request: Request) -> str:
    """The Idempotency-Key, which a bulk action cannot do without."""
    key = idempotency_key(request)
    if not key.startswith("client-"):
        mend = "Send one made with the action, such as a UUID, and the same for every try."
        raise BadInput([Problem("Idempotency-Key", "This is missing.", mend)])
    return key
