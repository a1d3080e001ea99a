"""`POST requests`: filed as every other report is."""

from chalice import Response

from hex311.domain.api_key import Scope
from hex311.http.open311.call import Call
from hex311.http.open311.documents import render
from hex311.http.open311.report import read_report, service_of
from hex311.usecases.api_keys import check_key
from hex311.usecases.submit_request import submit_request


def submit_report(call: Call) -> Response:
    """The number at once, an array of one. `Forbidden` without a key that may submit."""
    key = check_key(call.ports, call.api_key, Scope.SUBMIT)
    service = service_of(call.pack, call.form)
    submission = read_report(call.ports, call.form, key, service, call.idempotency_key, call.language)
    submitted = submit_request(call.ports, submission)
    notice = call.pack.message("status.received", call.language)
    answer = {"service_request_id": submitted.request.id, "service_notice": notice, "account_id": ""}
    return render("service_requests", [answer], call.suffix)
