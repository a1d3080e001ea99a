"""Styles: readable names, and nothing that would be fetched from elsewhere."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from hex311_cli.maptiles.basemap import LOCAL, STREET_CLASSES
from hex311_cli.maptiles.palettes import DARK, LIGHT, Palette, contrast
from hex311_cli.maptiles.styles import BELOW, style, style_text

ROOT = Path(__file__).resolve().parents[4]
VALIDATOR = ROOT / "web/node_modules/@maplibre/maplibre-gl-style-spec/dist/gl-style-validate.mjs"
SOURCE_LAYERS = {"park", "water", "waterway", "city", "rail", "street", "boundary", "label", "address"}
BOTH = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)


def made(palette: Palette):
    return style(palette, "/tiles/basemap/abc.pmtiles", "Testville")


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@BOTH
def test_names_can_be_read_on_every_ground(palette):
    for name, colour in palette.names().items():
        for ground, behind in palette.grounds().items():
            assert contrast(colour, behind) >= 4.5, f"{name} on {ground}"


@BOTH
def test_the_border_can_be_told_from_the_ground(palette):
    assert min(contrast(palette.boundary, palette.city), contrast(palette.boundary, palette.land)) >= 3


@BOTH
def test_nothing_is_fetched_but_tiles(palette):
    found = made(palette)
    assert "glyphs" not in found
    assert "sprite" not in found
    assert [source["url"] for source in found["sources"].values()] == ["pmtiles:///tiles/basemap/abc.pmtiles"]
    assert "http" not in json.dumps(found)


@BOTH
def test_every_layer_has_its_own_id_and_a_source_layer_that_is_drawn(palette):
    layers = made(palette)["layers"]
    ids = [layer["id"] for layer in layers]
    assert len(set(ids)) == len(ids)
    assert {layer["source-layer"] for layer in layers if layer["type"] != "background"} == SOURCE_LAYERS


@BOTH
def test_names_stand_above_everything_that_a_map_may_add(palette):
    found = made(palette)
    kinds = [layer["type"] for layer in found["layers"]]
    first = [layer["id"] for layer in found["layers"]].index(found["metadata"]["hex311:below"])
    assert found["metadata"]["hex311:below"] == BELOW
    assert set(kinds[first:]) == {"symbol"}
    assert "symbol" not in kinds[:first]


def test_every_class_of_street_has_a_line_and_a_name():
    classes = {name for name, _ in (*STREET_CLASSES.values(), LOCAL)}
    layers = made(LIGHT)["layers"]
    assert {f"street-{name}" for name in classes} <= {layer["id"] for layer in layers}
    named = json.dumps([layer["filter"] for layer in layers if layer["id"].startswith(BELOW)])
    assert all(f'"{name}"' in named for name in classes)


def test_the_hash_is_that_of_the_text():
    assert style_text(made(LIGHT))[1] == style_text(made(LIGHT))[1]
    assert style_text(made(LIGHT))[1] != style_text(made(DARK))[1]


@pytest.mark.skipif(not VALIDATOR.exists() or not shutil.which("node"), reason="the web packages are not installed")
@BOTH
def test_the_style_is_one_by_the_specification(palette, tmp_path):
    file = tmp_path / "style.json"
    file.write_bytes(style_text(made(palette))[0])
    told = subprocess.run(["node", str(VALIDATOR), str(file)], capture_output=True, text=True, timeout=60, check=False)
    assert (told.returncode, told.stdout, told.stderr) == (0, "", "")
