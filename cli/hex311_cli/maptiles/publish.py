"""Publish the map of a city pack: draw the base map unless it is there, store its styles, and let the map name them."""

from collections.abc import Callable, Mapping
from typing import Any

from hex311_cli.maptiles.basemap import basemap_hash, draw_basemap, layers_wanted
from hex311_cli.maptiles.follow import follow
from hex311_cli.maptiles.palettes import DARK, LIGHT
from hex311_cli.maptiles.state import PMTILES, CityFacts, MapStore
from hex311_cli.maptiles.styles import style, style_text
from hex311_cli.overlay.sources import LayerSource
from hex311_cli.pack import Pack

BASEMAP = "tiles/basemap/"


def publish_map(
    pack: Pack,
    layers: Mapping[str, LayerSource],
    s3: Any,
    city_bucket: str,
    tiles_bucket: str,
    progress: Callable[[str], None] = lambda note: None,
    told: Callable[[str], None] = lambda problem: None,
) -> bool:
    """Publish the map of a checked pack whose layers (by id) are published already. Whether the map changed; `told`
    hears of layers that cannot be drawn."""
    store = MapStore(s3, city_bucket, tiles_bucket)
    documents = pack.documents()
    city = documents["city"]
    attribution = attribution_of(city)
    own = city.get("basemap", {})
    keys: list[str] = []
    if "style_light" in own:
        styles = {"light": own["style_light"], "dark": own["style_dark"]}
    else:
        tiles = own.get("pmtiles") or f"/{_draw(pack, layers, store, attribution, keys, progress)}"
        styles = _store_styles(store, tiles, attribution, keys)
    box, centre = city["bbox"], city["centre"]
    facts = CityFacts(
        centre=(centre["longitude"], centre["latitude"]),
        bounds=(box["west"], box["south"], box["east"], box["north"]),
        styles=styles,
        attribution=attribution,
        keys=tuple(keys),
        hidden=tuple(code for code, layer in documents["layers"].items() if not layer.get("map", True)),
        order=tuple(documents["layers"]),
    )
    return follow(s3, city_bucket, tiles_bucket, facts, progress=progress, told=told)


def attribution_of(city: Mapping[str, Any]) -> str:
    """What the map says of where it is from: the city's words, else its name."""
    told = city.get("basemap", {}).get("attribution")
    return str(told if told is not None else city["name"][city["default_language"]])


def _draw(
    pack: Pack,
    layers: Mapping[str, LayerSource],
    store: MapStore,
    attribution: str,
    keys: list[str],
    progress: Callable[[str], None],
) -> str:
    used = {layer: layers[layer] for layer in layers_wanted(pack.documents()["city"]).values()}
    key = f"{BASEMAP}{basemap_hash(pack, used, attribution)}.pmtiles"
    if key not in store.there():
        progress("drawing the base map")
        store.put_file(key, draw_basemap(pack, used, attribution).body, PMTILES)
    keys.append(key)
    return key


def _store_styles(store: MapStore, tiles: str, attribution: str, keys: list[str]) -> dict[str, str]:
    there, styles = store.there(), {}
    for palette in (LIGHT, DARK):
        text, digest = style_text(style(palette, tiles, attribution))
        key = f"{BASEMAP}style-{palette.name}-{digest}.json"
        if key not in there:
            store.put_file(key, text, "application/json")
        keys.append(key)
        styles[palette.name] = f"/{key}"
    return styles
