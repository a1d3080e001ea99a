"""What an agent is told of a caller, and of what was filed for one."""

from typing import Any

from hex311.ports import CaseFile, Ports
from hex311.usecases.estimate_views import first_estimate_view
from hex311.usecases.find_caller import Caller
from hex311.usecases.submit_request import Submitted
from hex311.usecases.views import contact_view, public_view

_TOLD = (
    "service_request_id",
    "service_code",
    "service_name",
    "status",
    "status_text",
    "address",
    "requested_at",
    "closed_at",
    "estimate",
    "outcome_text",
)


def caller_view(ports: Ports, caller: Caller, language: str) -> dict[str, Any]:
    """Schema `answers/caller.json`."""
    return {
        "cases": [
            {**_case_view(ports, one.case, language), "is_reporter": one.is_reporter, "is_open": _is_open(one.case)}
            for one in caller.cases
        ],
        "contact": None if caller.contact.is_empty else contact_view(caller.contact),
    }


def _case_view(ports: Ports, case: CaseFile, language: str) -> dict[str, Any]:
    view = public_view(ports, case, language, is_reporter=True)
    return {name: view[name] for name in _TOLD}


def _is_open(case: CaseFile) -> bool:
    return not case.request.is_closed


def filed_view(ports: Ports, submitted: Submitted, language: str) -> dict[str, Any]:
    """Schema `answers/filed.json`. The link with the secret is the reporter's and nobody else's: it is not in it."""
    request = submitted.request
    catalogue = ports.catalogue.at(request.catalogue_version)
    return {
        "service_request_id": request.id,
        "status": "received",
        "status_text": catalogue.message("status.received", language),
        "estimate": first_estimate_view(catalogue, request, language),
        "duplicates": list(submitted.duplicates),
        "closed_before": list(request.closed_before),
    }
