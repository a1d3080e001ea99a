"""What lists read, counted behind the real adapter: nothing in vain, whatever the filter; a call for each tile, one for
each hundred, and few more."""

from collections.abc import Iterator

import pytest

from bench import open311_filters
from bench.list_store import ListStore, summaries
from bench.open311 import ports_of
from bench.open311_filters import FILTERS, Filter, measured

COUNT, CITY_M = 2_000, 3_000
#: So many tiles does a box of this size touch at most.
TILES = {300: 4, 1_000: 4, 2_000: 9, 4_000: 16, 8_000: 36, 10_000: 49}


@pytest.fixture(scope="module")
def store() -> Iterator[ListStore]:
    store = ListStore()
    for one in summaries(COUNT, CITY_M):
        store.put(one)
    store.sort()
    with store.answering():
        yield store


@pytest.mark.parametrize("one", FILTERS, ids=lambda one: one.name)
def test_no_filter_reads_a_request_in_vain(one: Filter, store: ListStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open311_filters, "SAMPLES", 3)
    row = measured(store, ports_of(), one)
    assert row.discarded == 0
    if one.across_m:
        assert row.read == row.found
        assert row.calls <= 2 * TILES[int(one.across_m)] + row.found / 100 + 1
        assert row.entries <= 10_000 + 20_000 + row.found
    else:
        assert row.entries == 0
        assert row.read <= 1.3 * row.found + 16
