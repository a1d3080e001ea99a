"""The map follows the overlay: every public layer of the generation that stands is a PMTiles file that the map names.

Run by a publication on the command line and every minute in the stack (`draw_layers`), so that layers imported by
the job, and generations whose time has come, are on the map within a minute. Both do the same from what is stored;
whoever comes second finds nothing to do. Files are stored before they are named, and stay for two days after they
are named no more, for maps that are open.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from hex311_cli.maptiles.state import CityFacts, MapStore, Overtaken, State, hash_of
from hex311_cli.overlay.journal import FOLDER, MANIFEST

if TYPE_CHECKING:
    from hex311_cli.overlay.store import LayerEntry

KEEP_S = 2 * 24 * 3600
MIN_ZOOM, MAX_ZOOM = 8, 19
HISTORY = "/tiles/history.json"
ATTEMPTS = 5


def follow(
    s3: Any,
    city_bucket: str,
    tiles_bucket: str,
    facts: CityFacts | None = None,
    *,
    now: Callable[[], float] = time.time,
    progress: Callable[[str], None] = lambda note: None,
    told: Callable[[str], None] = lambda problem: None,
) -> bool:
    """Bring the map up to date; `facts` is what a publication of the pack says anew. Whether the map changed. `told`
    hears of layers that cannot be drawn; they are left out.

    Before the first publication there is no map to bring up to date. Raises `Overtaken` when others keep writing.
    """
    store = MapStore(s3, city_bucket, tiles_bucket)
    for _ in range(ATTEMPTS):
        state, etag = store.state()
        if facts is None and state.city is None:
            return False
        seen = _etag(s3, city_bucket)
        if facts is None and _is_current(state, seen, int(now())) and state.pointer == store.pointed():
            return False
        try:
            return _bring_up_to_date(s3, city_bucket, store, state, etag, facts, seen, int(now()), progress, told)
        except Overtaken:
            continue
    raise Overtaken("others keep writing the state of the map")


def _is_current(state: State, seen: str, now: int) -> bool:
    return state.seen == seen and (state.next_at is None or now < state.next_at)


def _bring_up_to_date(
    s3: Any,
    city_bucket: str,
    store: MapStore,
    state: State,
    etag: str,
    facts: CityFacts | None,
    seen: str,
    now: int,
    progress: Callable[[str], None],
    told: Callable[[str], None],
) -> bool:
    from hex311_cli.maptiles.layer_tiles import (  # late: the geometry takes half a second
        CannotDraw,
        areas_key,
        draw_layer,
        layer_key,
        list_areas,
    )
    from hex311_cli.maptiles.state import JSON, PMTILES
    from hex311_cli.overlay.store import LayerStore

    state = state.with_city(facts) if facts else state
    city: Mapping[str, Any] = state.city or {}
    layers = LayerStore(s3, city_bucket)
    timeline = layers.timeline().needed(now)
    # Generations to come are drawn too, so that nothing is left to do when their time has come.
    entries = {
        layer_key(entry): entry
        for generation in timeline.generations
        for entry in generation.layers
        if entry.public and entry.id not in city["hidden"]
    }
    there, drawn, failed = store.there(), dict(state.drawn), {}
    for key, entry in entries.items():
        if key in state.failed and facts is None:
            failed[key] = state.failed[key]
        elif not {key, areas_key(key)} <= there or key not in drawn:
            progress(f"drawing the layer {entry.id}")
            try:
                layer = layers.layer(entry)
                archive, described = draw_layer(layer)
            except CannotDraw as fault:
                # One bad layer keeps none of the others from the map; it is tried again with the next publication.
                failed[key] = str(fault)
                told(failed[key])
                continue
            store.put_file(key, archive.body, PMTILES)
            store.put_file(areas_key(key), list_areas(layer), JSON)
            drawn[key] = described.view()
            there |= {key, areas_key(key)}
    wanted = {*entries, *map(areas_key, entries), *city["keys"]}
    retired = {key: state.retired.get(key, now) for key in there - wanted}
    gone = {key for key, since in retired.items() if now - since > KEEP_S}
    for key in sorted(gone):
        store.delete(key)
    standing = timeline.standing(now)
    shown = standing.layers if standing else ()
    named = {key: entry for key, entry in entries.items() if entry in shown and key not in failed}
    document = _document(city, standing.active_from if standing else 0, named, drawn)
    kept = replace(
        state,
        drawn={key: drawn[key] for key in sorted(drawn) if key in there - gone},
        failed=failed,
        retired={key: since for key, since in sorted(retired.items()) if key not in gone},
        seen=seen,
        next_at=min((one.active_from for one in timeline.after(now)), default=None),
        pointer=hash_of(document),
    )
    store.keep(kept, etag)
    if store.pointed() == kept.pointer:
        return False
    store.point(document)
    return True


def _document(
    city: Mapping[str, Any],
    generation: int,
    entries: Mapping[str, "LayerEntry"],
    drawn: Mapping[str, Mapping[str, Any]],
) -> dict[str, Any]:
    """`/tiles/map.json`: see docs/basemap.md."""
    from hex311_cli.maptiles.layer_tiles import areas_key

    layers = [
        {
            "layer": entry.id,
            "title": dict(entry.name),
            "source_layer": entry.id,
            "url": f"/{key}",
            "areas": f"/{areas_key(key)}",
            **_told(drawn[key]),
        }
        for key, entry in entries.items()
    ]
    return {
        "format": 1,
        **{name: city[name] for name in ("centre", "bounds", "styles", "attribution")},
        "min_zoom": MIN_ZOOM,
        "max_zoom": MAX_ZOOM,
        "generation": generation,
        "layers": sorted(layers, key=lambda one: _place(one["layer"], city["order"])),
        "history": HISTORY,
    }


def _told(described: Mapping[str, Any]) -> dict[str, Any]:
    return {name: described[name] for name in ("kind", "attributes", "min_zoom", "max_zoom")}


def _place(layer: str, order: list[str]) -> int:
    """Layers in the pack's order, those imported by themselves after them."""
    return order.index(layer) if layer in order else len(order)


def _etag(s3: Any, city_bucket: str) -> str:
    """Which timeline of layers is stored; empty when there is none. A HEAD, as it is asked every minute."""
    try:
        return str(s3.head_object(Bucket=city_bucket, Key=f"{FOLDER}{MANIFEST}")["ETag"])
    except ClientError as fault:
        if fault.response["Error"]["Code"] in {"404", "NoSuchKey", "NotFound"}:
            return ""
        raise
