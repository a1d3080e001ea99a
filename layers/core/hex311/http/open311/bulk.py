"""Bulk v1: public requests of a bounded window as one table, in CSV (RFC 4180), XML and JSON.

The window, the filters and the pages are those of `GET requests`.
"""

import csv
import io
from typing import Any

from chalice import Response

from hex311.domain.moments import iso
from hex311.domain.summary import Summary
from hex311.http.open311.call import Call
from hex311.http.open311.documents import render
from hex311.http.open311.list_query import read_list_query
from hex311.http.open311.lists import link_to_rest, page_of
from hex311.http.open311.service_documents import cached
from hex311.usecases.open311_views import request_item

COLUMNS = (
    "service_request_id",
    "requested_datetime",
    "updated_datetime",
    "closed_date",
    "status_description",
    "status_notes",
    "source",
    "service_name",
    "service_subtype",
    "description",
    "agency_responsible",
    "address",
    "lat",
    "long",
)
KEPT_S = 300
#: What a spreadsheet would take for a formula; only columns with words of people are touched.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WORDS = frozenset({"description", "address", "status_notes"})


def bulk_document(call: Call) -> Response:
    """XML or JSON."""
    rows, rest = _rows(call)
    response = cached(call, render("service_requests", rows, call.suffix), KEPT_S)
    return link_to_rest(call, response, f"bulk.{call.suffix}", rest)


def bulk_csv(call: Call) -> Response:
    """CSV with a head line; lines end in CRLF."""
    rows, rest = _rows(call)
    written = io.StringIO()
    writer = csv.DictWriter(written, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: _cell(name, value) for name, value in row.items()} for row in rows)
    headers = {"Content-Type": "text/csv; charset=utf-8; header=present", "X-Content-Type-Options": "nosniff"}
    response = cached(call, Response(body=written.getvalue(), headers=headers), KEPT_S)
    return link_to_rest(call, response, "bulk.csv", rest)


def _rows(call: Call) -> tuple[list[dict[str, Any]], str]:
    listed = page_of(call, read_list_query(call.query, call.ports.now()))
    return [_row(call, one) for one in listed.summaries], listed.next


def _row(call: Call, one: Summary) -> dict[str, Any]:
    catalogue = call.ports.catalogue.at(one.catalogue_version)
    item = request_item(catalogue, one, call.ports.public_url, call.language)
    own = {
        "closed_date": (iso(one.closed_at) or "") if one.is_closed else "",
        "status_description": item["status"],
        "source": one.channel,
        "service_subtype": "",
    }
    return {name: own.get(name, item.get(name, "")) for name in COLUMNS}


def _cell(name: str, value: Any) -> str:
    text = str(value)
    return f"'{text}" if name in _WORDS and text.startswith(_FORMULA) else text
