"""The whole city put together: every layer by its id, addresses, places, and lines for a base map."""

from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from tools.rivermark import areas, districts, nature
from tools.rivermark.addresses import Address, addresses
from tools.rivermark.assets import Asset, assets
from tools.rivermark.blocks import make_blocks
from tools.rivermark.divide import divide
from tools.rivermark.frame import Plan, on_map, polygons_of, to_map
from tools.rivermark.ground import creeks, railways, river
from tools.rivermark.layers import Layer
from tools.rivermark.places import Place, places, with_polling_places
from tools.rivermark.streets import radial_roads, street_segments


@dataclass(frozen=True, slots=True)
class City:
    """Everything that is written to files. Shapes of the base map: (properties, shape in microdegrees)."""

    layers: dict[str, Layer]
    addresses: list[Address]
    places: list[Place]
    assets: dict[str, list[Asset]]
    base_map: dict[str, list[tuple[dict[str, str], BaseGeometry]]]


def make_city(plan: Plan) -> City:
    """The city of a plan; the same plan always gives the same city."""
    streets = street_segments(plan)
    blocks = make_blocks(plan, streets)
    outline = blocks.joined(blocks.in_city)
    postal_layer, postal = districts.zip_codes(blocks)
    layers: dict[str, Layer] = {
        "city_limits": districts.city_limits(blocks),
        **districts.voting(blocks),
        **districts.safety(blocks),
        **districts.sanitation(blocks),
        **districts.schools(blocks),
        **districts.services(blocks),
        "neighborhoods": districts.neighborhoods(blocks),
        "zip_codes": postal_layer,
        "zoning": areas.zoning(blocks),
        "parks": areas.parks(blocks, outline),
        "historic_districts": areas.historic_districts(blocks),
        "business_districts": areas.business_districts(blocks, streets),
        "parking_permit_zones": areas.parking_permit_zones(blocks),
        "school_safety_zones": areas.school_safety_zones(blocks),
        "rail_corridors": areas.rail_corridors(blocks, outline),
        "road_jurisdiction": areas.road_jurisdiction(blocks, streets, outline),
        "flood_zones": nature.flood_zones(plan, outline),
        "drainage_basins": nature.drainage_basins(plan, outline),
        "airport_noise": nature.airport_noise(plan),
    }
    water = on_map(shapely.union_all([river(plan), *(creek.buffer(7, quad_segs=2) for creek in creeks(plan))]))
    green = shapely.union_all([feature.shape for feature in layers["parks"]])
    codes = [feature.id for feature in postal_layer]
    all_addresses = addresses(blocks, streets, polygons_of(water.union(green)), postal, codes)
    stations = {
        "fire_station": divide(blocks, blocks.in_city, 16, "fire", by_people=0.45),
        "library": divide(blocks, blocks.in_city, 9, "libraries", by_people=0.7),
    }
    ranks = {street.name: street.rank for street in streets} | dict.fromkeys(radial_roads(plan), "road")
    lines = areas.shape_of_streets(streets, radial_roads(plan))
    facilities = places(blocks, all_addresses, stations, [feature.shape for feature in layers["precincts"]])
    layers["precincts"] = with_polling_places(layers["precincts"], facilities)
    rails = {code: shapely.transform(line, to_map) for code, line in railways(plan).items()}
    return City(
        layers=layers,
        addresses=all_addresses,
        places=facilities,
        assets=assets(streets, outline),
        base_map={
            "streets": [({"name": name, "rank": ranks[name]}, shape) for name, shape in lines.items()],
            "water": [({"name": "Tallgrass River"}, water)],
            "railways": [({"name": code}, line) for code, line in rails.items()],
        },
    )
