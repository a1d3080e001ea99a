"""MapLibre styles of the base map, light and dark. They fetch nothing but tiles: no glyphs, no sprite."""

import hashlib
import json
from typing import Any

from hex311_cli.maptiles.palettes import Palette

BELOW = "street-name"
"""The first layer of names; what a map adds goes below it."""

FONT = ["sans-serif"]
"""The device's own; without `glyphs` MapLibre draws names itself."""

_SOURCE = "city"

#: class, first zoom, width at zooms 10, 14 and 19 in pixels.
_STREETS = (
    ("local", 12, (0.3, 1.6, 16.0)),
    ("collector", 10, (0.5, 2.6, 20.0)),
    ("arterial", 9, (0.8, 3.6, 24.0)),
    ("highway", 8, (1.1, 4.4, 28.0)),
)
_MAIN = {"arterial", "highway"}

#: class, first zoom, text size at zooms 12 and 18.
_STREET_NAMES = ((("highway", "arterial"), 11.5, (10.0, 15.0)), (("collector",), 13, (10.0, 14.5)),
                 (("local", "path"), 14.5, (9.5, 14.0)))  # fmt: skip


def style(palette: Palette, tiles: str, attribution: str) -> dict[str, Any]:
    """The style in these colours of the archive at the address `tiles`."""
    return {
        "version": 8,
        "name": f"hex311 {palette.name}",
        "metadata": {"hex311:below": BELOW},
        "sources": {_SOURCE: {"type": "vector", "url": f"pmtiles://{tiles}", "attribution": attribution}},
        "layers": [
            {"id": "land", "type": "background", "paint": {"background-color": palette.land}},
            _area("city", palette.city),
            _area("park", palette.park),
            _area("water", palette.water),
            _line("waterway", palette.water, _widths((0.6, 1.6, 6.0))),
            *_rails(palette),
            *_streets(palette),
            *_boundary(palette),
            *_names(palette),
        ],
    }


def style_text(document: dict[str, Any]) -> tuple[bytes, str]:
    """The style as it is stored, and its hash."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    return text, hashlib.sha256(text).hexdigest()[:16]


def _widths(at: tuple[float, float, float], more: float = 0.0) -> list[Any]:
    near = 10, at[0] + more / 2, 14, at[1] + more, 19, at[2] + more
    return ["interpolate", ["exponential", 1.6], ["zoom"], *near]


def _area(source_layer: str, colour: str) -> dict[str, Any]:
    return {
        "id": source_layer,
        "type": "fill",
        "source": _SOURCE,
        "source-layer": source_layer,
        "paint": {"fill-color": colour},
    }


def _line(source_layer: str, colour: str, width: Any, layer_id: str = "", **more: Any) -> dict[str, Any]:
    paint = {"line-color": colour, "line-width": width} | more.pop("paint", {})
    layout = {"line-cap": "round", "line-join": "round"} | more.pop("layout", {})
    layer = {"id": layer_id or source_layer, "type": "line", "source": _SOURCE, "source-layer": source_layer}
    return {**layer, **more, "layout": layout, "paint": paint}


def _rails(palette: Palette) -> list[dict[str, Any]]:
    ties = {"line-dasharray": [0.4, 2.2]}
    flat = {"line-cap": "butt"}
    return [
        _line("rail", palette.rail, _widths((0.4, 0.9, 2.0)), minzoom=10),
        _line("rail", palette.rail, _widths((1.2, 3.5, 9.0)), "rail-ties", minzoom=13, layout=flat, paint=ties),
    ]


def _streets(palette: Palette) -> list[dict[str, Any]]:
    """All casings below all streets, so that crossings are open; the wider streets above the others."""
    casings, fills = [], []
    for name, zoom, at in _STREETS:
        only = ["==", ["get", "class"], name]
        colour = palette.main_street if name in _MAIN else palette.street
        cased = zoom if name in _MAIN else max(zoom, 11)
        casings.append(_line("street", palette.casing, _widths(at, more=1.4), f"casing-{name}", minzoom=cased,
                             filter=only))  # fmt: skip
        fills.append(_line("street", colour, _widths(at), f"street-{name}", minzoom=zoom, filter=only))
    path = _line("street", palette.casing, _widths((0.4, 1.0, 3.0)), "street-path", minzoom=14,
                 filter=["==", ["get", "class"], "path"], paint={"line-dasharray": [2, 1.5]})  # fmt: skip
    return [path, *casings, *fills]


def _boundary(palette: Palette) -> list[dict[str, Any]]:
    return [
        _line("boundary", palette.boundary, _widths((3.0, 6.0, 12.0)), "boundary-glow", paint={"line-opacity": 0.14}),
        _line("boundary", palette.boundary, _widths((1.0, 1.6, 3.0)), layout={"line-cap": "butt"},
              paint={"line-dasharray": [4, 2]}),
    ]  # fmt: skip


def _names(palette: Palette) -> list[dict[str, Any]]:
    layers = []
    for classes, zoom, (far, near) in _STREET_NAMES:
        layers.append(
            _text("street", palette.street_name, palette.halo, (far, near),
                  BELOW if not layers else f"{BELOW}-{classes[0]}", zoom,
                  ["in", ["get", "class"], ["literal", list(classes)]],
                  {"symbol-placement": "line", "symbol-spacing": 320, "text-max-angle": 35, "text-padding": 4})
        )  # fmt: skip
    layers.append(_house_numbers(palette))
    layers.append(_label("water", palette.water_name, palette.halo, (10.0, 15.0), 12))
    layers.append(_label("park", palette.park_name, palette.halo, (10.0, 14.0), 13))
    spaced = {"text-letter-spacing": 0.06, "text-max-width": 7, "text-padding": 10}
    places = _label("place", palette.place_name, palette.halo, (11.0, 17.0), 10.5) | {"maxzoom": 16.5}
    places["layout"] = places["layout"] | spaced
    return [*layers, places]


def _house_numbers(palette: Palette) -> dict[str, Any]:
    layer = _text("address", palette.street_name, palette.halo, (8.0, 11.5), "house-number", 16.5, ["has", "number"],
                  {"text-field": ["get", "number"], "text-padding": 3})  # fmt: skip
    return layer | {"filter": ["has", "number"]}


def _label(kind: str, colour: str, halo: str, sizes: tuple[float, float], zoom: float) -> dict[str, Any]:
    layout = {"text-max-width": 8, "text-padding": 6}
    return _text("label", colour, halo, sizes, f"{kind}-name", zoom, ["==", ["get", "kind"], kind], layout)


def _text(
    source_layer: str,
    colour: str,
    halo: str,
    sizes: tuple[float, float],
    layer_id: str,
    zoom: float,
    only: list[Any],
    layout: dict[str, Any],
) -> dict[str, Any]:
    size = ["interpolate", ["linear"], ["zoom"], 12, sizes[0], 18, sizes[1]]
    return {
        "id": layer_id,
        "type": "symbol",
        "source": _SOURCE,
        "source-layer": source_layer,
        "minzoom": zoom,
        "filter": ["all", ["has", "name"], only],
        "layout": {"text-field": ["get", "name"], "text-font": FONT, "text-size": size, **layout},
        "paint": {"text-color": colour, "text-halo-color": halo, "text-halo-width": 1.4},
    }
