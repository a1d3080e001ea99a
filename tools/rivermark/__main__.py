"""`python -m tools.rivermark [FOLDER]` writes layers, addresses, places, assets and base map of the demo city, and
the stories of its past (`demo/`)."""

import argparse
from pathlib import Path

from tools.rivermark.city import City, make_city
from tools.rivermark.frame import Plan
from tools.rivermark.pictures import write_pictures
from tools.rivermark.stories import stories
from tools.rivermark.write import (
    write_addresses,
    write_assets,
    write_layer,
    write_places,
    write_shapes,
    write_stories,
)


def write_city(city: City, folder: Path) -> list[Path]:
    """Writes all files; returns their paths. Files of layers that no longer exist are removed."""
    paths = []
    for code, layer in city.layers.items():
        paths.append(folder / "layers" / f"{code}.geojson.gz")
        write_layer(paths[-1], layer)
    for old in set((folder / "layers").glob("*.geojson.gz")) - set(paths):
        old.unlink()
    for name, shapes in city.base_map.items():
        paths.append(folder / "basemap" / f"{name}.geojson.gz")
        write_shapes(paths[-1], shapes)
    paths.append(folder / "addresses" / "rivermark.csv.gz")
    write_addresses(paths[-1], city.addresses)
    paths.append(folder / "places" / "places.geojson")
    write_places(paths[-1], city.places)
    for code, assets in city.assets.items():
        paths.append(folder / "assets" / f"{code}.geojson.gz")
        write_assets(paths[-1], assets)
    return paths


def write_demo(city: City, folder: Path) -> list[Path]:
    """Writes what happened in the city, as its service types and processes (in `folder`) would have it."""
    paths = [folder / "demo" / "stories.jsonl.gz"]
    write_stories(paths[0], stories(city, folder))
    return paths + write_pictures(folder / "demo" / "photos")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tools.rivermark", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("cities/rivermark"))
    parser.add_argument("--radius", type=float, default=Plan().radius_m, help="mean radius of the city in metres")
    arguments = parser.parse_args()
    city = make_city(Plan(radius_m=arguments.radius))
    paths = write_city(city, arguments.folder) + write_demo(city, arguments.folder)
    features = sum(len(layer) for layer in city.layers.values())
    size = sum(path.stat().st_size for path in paths)
    assets = sum(map(len, city.assets.values()))
    print(
        f"{len(city.layers)} layers with {features:,} features, {len(city.addresses):,} addresses, "
        f"{len(city.places)} places, {assets:,} assets and stops: {size / 1e6:.2f} MB in {arguments.folder}"
    )


if __name__ == "__main__":
    main()
