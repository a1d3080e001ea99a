"""`make bench-open311`: what lists of requests cost, how that grows, and what each filter reads for nothing.

A city of 100,000 cases in this process (`bench/list_store.py`) is read by the real adapter, use case and views.
Counted are calls, read units (eventually consistent, as charged), bytes and processor time. A filter's share is what
was read and did not fit it, of all requests that were read. Told apart are those that fit and come behind the end of
the page, and the index entries of areas that were looked through to find what fits.
"""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from math import ceil
from types import SimpleNamespace
from typing import Any

from lxml import etree

from bench.case_calls import in_every_layer
from bench.list_store import NOW, READ_UNIT, ListStore, size_of, summaries
from bench.open311_filters import FILTERS, Row, measured, table_of
from bench.report import add_figures
from hex311.adapters.dynamodb.cases import request_record
from hex311.adapters.dynamodb.lists import DynamoRequestLists, summary_record
from hex311.adapters.memory.ports import FixedOverlay
from hex311.domain.lifecycle import Status
from hex311.domain.summary import summary_of
from hex311.http.open311.call import Call
from hex311.http.open311.documents import ITEM_NAMES, render
from hex311.http.open311.lists import list_view
from hex311.usecases.list_requests import Wanted, list_requests
from hex311.usecases.open311_views import request_item
from hex311.usecases.submit_request import submit_request
from tests.support.city import a_report, memory_city

ROUNDS = 7
SMALL, LARGE = 10_000, 100_000
DAYS_S = 90 * 86_400
#: The bars: calls of a plain list, requests read in vain by any filter, calls of areas that hold a thousand or so.
MOST_CALLS_PER_100, MOST_DISCARDED, MOST_CALLS_PER_100_OF_AREA = 2, 5, 7
MANY = 500

NOTES = {
    "calls_per_100": "DynamoDB calls for each 100 requests of a list of 1,000, 100,000 cases",
    "rcu_per_1000": "read units of a list of 1,000",
    "bytes_per_1000": "bytes that the store reads for it",
    "cpu_ms_1000_xml": "processor time of our serialiser, 1,000 requests as XML",
    "cpu_ms_1000_json": "the same as JSON",
    "cpu_ms_1000_lxml": "lxml building and writing the same XML",
    "cpu_ms_1000_json_dumps": "json.dumps of the same list, of the standard library",
    "cpu_ms_1000_whole_xml": "the whole answer in XML, from the query to the body, without the store",
    "cpu_ms_1000_whole_json": "the same in JSON",
    "calls_per_1000_10k": "calls of a list of 1,000, 10,000 cases",
    "calls_per_1000_100k": "the same, 100,000 cases",
    "calls_per_list_of_100": "calls of a list of 100, 100,000 cases",
    "rcu_per_list_of_100": "read units of a list of 100",
    "rcu_per_1000_10k": "read units of a list of 1,000, 10,000 cases",
    "discarded": "the largest share of requests read and discarded by any filter, percent",
    "calls_per_100_area": "the most calls for each 100 requests of an area that holds 500 or more",
    "calls_per_small_area": "the most calls of an area that holds fewer",
    "rcu_per_100_area": "the most read units for each 100 requests of an area that holds 500 or more",
    "entries_per_100_area": "the most index entries looked through for each 100 requests of such an area",
    "entries_per_list": "the most index entries looked through for a list of any area",
    "entry_bytes": "bytes of an index entry, mean",
    "summary_bytes": "bytes of the item that a request is told from, mean",
    "case_bytes": "bytes of the item of a closed case in an area of every layer, if its summary were part of it",
    "rcu_per_100_told": "read units of 100 requests told from items of their own",
    "rcu_per_100_of_cases": "the same if they were told from such items of cases",
    "ids_calls_per_100": "calls for each 100 requests asked for by their numbers",
}


def city_of(count: int) -> ListStore:
    store = ListStore()
    for summary in summaries(count):
        store.put(summary)
    store.sort()
    return store


def ports_of() -> Any:
    city = memory_city()
    city.clock = NOW
    city.request_lists = DynamoRequestLists(city.pause)  # type: ignore[assignment]
    return city


def list_costs(store: ListStore, most: int) -> dict[str, float]:
    """Calls, read units and bytes of the plain list: the newest `most` of 90 days."""
    store.counted()
    found = list_requests(ports_of(), Wanted(NOW - DAYS_S, NOW), most).summaries
    assert len(found) == most, len(found)
    charge = store.counted()
    return {"calls": charge.calls, "units": charge.units, "bytes": charge.bytes}


def growth() -> tuple[ListStore, dict[str, float]]:
    """The large city, and the figures of lists in both."""
    small, large = city_of(SMALL), city_of(LARGE)
    with small.answering():
        of_small = list_costs(small, 1_000)
    with large.answering():
        of_large, short = list_costs(large, 1_000), list_costs(large, 100)
        ids = list(large.items)[:500]
        large.counted()
        large_by_id = ports_of().request_lists.these(ids)
        by_id = large.counted()
    return large, {
        "calls_per_100": of_large["calls"] / 10,
        "rcu_per_1000": of_large["units"],
        "bytes_per_1000": of_large["bytes"],
        "calls_per_1000_10k": of_small["calls"],
        "calls_per_1000_100k": of_large["calls"],
        "rcu_per_1000_10k": of_small["units"],
        "calls_per_list_of_100": short["calls"],
        "rcu_per_list_of_100": short["units"],
        "ids_calls_per_100": by_id.calls * 100 / len(large_by_id),
    }


def best_ms(act: Callable[[], Any]) -> float:
    """Processor time of the best of some rounds."""
    times = []
    for _ in range(ROUNDS):
        began = time.process_time()
        act()
        times.append(time.process_time() - began)
    return round(min(times) * 1e3, 2)


def serialisers(store: ListStore) -> dict[str, float]:
    """Our documents of 1,000 requests beside those of lxml and json, all of them equal to their peers'."""
    city = ports_of()
    with store.answering():
        found = list_requests(city, Wanted(NOW - DAYS_S, NOW), 1_000).summaries
    items = [request_item(city.catalogue.at(one.catalogue_version), one, city.public_url, "en") for one in found]
    ours = render("service_requests", items, "xml").body.encode()
    assert etree.tostring(etree.fromstring(ours), method="c14n") == etree.tostring(_tree(items), method="c14n")
    assert json.loads(render("service_requests", items, "json").body) == items
    return {
        "cpu_ms_1000_xml": best_ms(lambda: render("service_requests", items, "xml")),
        "cpu_ms_1000_json": best_ms(lambda: render("service_requests", items, "json")),
        "cpu_ms_1000_lxml": best_ms(lambda: etree.tostring(_tree(items), encoding="UTF-8", xml_declaration=True)),
        "cpu_ms_1000_json_dumps": best_ms(lambda: json.dumps(items, ensure_ascii=False)),
    }


def _tree(items: list[dict[str, Any]]) -> Any:
    root = etree.Element("service_requests")
    for item in items:
        request = etree.SubElement(root, ITEM_NAMES["service_requests"])
        for name, value in item.items():
            etree.SubElement(request, name).text = str(value) if value != "" else None
    return root


def whole_answers(store: ListStore) -> dict[str, float]:
    """From the parameters to the body; the store's own part, which runs in this process, is taken off."""
    return {f"cpu_ms_1000_whole_{suffix}": _whole_ms(store, suffix) for suffix in ("xml", "json")}


def _whole_ms(store: ListStore, suffix: str) -> float:
    request: Any = SimpleNamespace(query_params={}, headers={}, method="GET")
    times = []
    with store.answering(), _timed(store) as spent:
        for _ in range(ROUNDS):
            spent.clear()
            began = time.process_time()
            list_view(Call(ports_of(), request, suffix))
            times.append(time.process_time() - began - sum(spent))
    return round(min(times) * 1e3, 1)


@contextmanager
def _timed(store: ListStore) -> Iterator[list[float]]:
    """The processor time that the store spends, call by call."""
    spent: list[float] = []
    answer = store._answer

    def timed(operation: str, call: dict[str, Any]) -> dict[str, Any]:
        began = time.process_time()
        try:
            return answer(operation, call)
        finally:
            spent.append(time.process_time() - began)

    store._answer = timed  # type: ignore[method-assign]
    try:
        yield spent
    finally:
        store._answer = answer  # type: ignore[method-assign]


def of_areas(rows: list[Row]) -> dict[str, float]:
    """The worst of all areas, in calls, units and entries."""
    areas = [row for row in rows if row.filter.across_m]
    large = [row for row in areas if row.found >= MANY]
    return {
        "calls_per_100_area": round(max(100 * row.calls / row.found for row in large), 1),
        "calls_per_small_area": round(max(row.calls for row in areas if row.found < MANY), 1),
        "rcu_per_100_area": round(max(100 * row.units / row.found for row in large), 1),
        "entries_per_100_area": round(max(100 * row.entries / row.found for row in large), 1),
        "entries_per_list": round(max(row.entries for row in areas), 1),
    }


def items(store: ListStore) -> dict[str, float]:
    """The items that lists read, and that of a whole case, from which requests might be told instead."""
    told = [size_of(item) for item in store.items.values()]
    city = memory_city()
    city.overlays = FixedOverlay(in_every_layer)
    case = city.cases.case_file(submit_request(city, a_report(description="x" * 150)).request.id)
    assert case is not None
    words = {"en": "The crew was there and mended it.", "es": "El equipo lo reparó."}
    closed = replace(case.request, status=Status.DONE, closed_at=NOW, outcome="mended", outcome_text=words)
    parts = (request_record(closed, "0" * 32), summary_record(summary_of(closed)))
    # attributes are told once, and one key is enough
    of_case = size_of({name: value for part in parts for name, value in part.to_dynamodb_dict().items()})
    return {
        "entry_bytes": round(sum(map(store.size_of_entry, store.items)) / len(store.items), 1),
        "summary_bytes": round(sum(told) / len(told), 1),
        "case_bytes": of_case,
        "rcu_per_100_told": round(sum(ceil(size / READ_UNIT) / 2 for size in told) / len(told) * 100, 1),
        "rcu_per_100_of_cases": ceil(of_case / READ_UNIT) / 2 * 100,
    }


def main() -> None:
    large, figures = growth()
    with large.answering():
        rows = [measured(large, ports_of(), one) for one in FILTERS]
    table_of(rows)
    figures |= {"discarded": round(max(row.discarded for row in rows), 1), **of_areas(rows), **items(large)}
    assert figures["calls_per_100"] <= MOST_CALLS_PER_100, figures
    assert figures["discarded"] <= MOST_DISCARDED, figures
    assert figures["calls_per_100_area"] <= MOST_CALLS_PER_100_OF_AREA, figures
    add_figures("open311", {**figures, **serialisers(large), **whole_answers(large)}, NOTES)


if __name__ == "__main__":
    main()
