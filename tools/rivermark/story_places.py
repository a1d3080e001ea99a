"""Where the demo's reports come from: real addresses of the city, more of them at some spots; lamps and parks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from tools.rivermark.addresses import Address
from tools.rivermark.city import City
from tools.rivermark.frame import MICRO, Integers, to_metres

#: The share of reports of a spot's types that come from there.
FROM_SPOTS = 0.45
#: A pin is set beside the house it is named after; in metres.
BESIDE_M = 6.0


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that is reported: whole microdegrees, the address people name, and the asset it is, if any."""

    latitude: float
    longitude: float
    address: str
    asset_id: str = ""

    def document(self) -> dict[str, Any]:
        known = {"latitude": self.latitude, "longitude": self.longitude, "address": self.address}
        return known | ({"asset_id": self.asset_id} if self.asset_id else {})


class StoryPlaces:
    """Chooses places. `hot_spots` as in stories.yaml."""

    def __init__(self, city: City, hot_spots: Sequence[Mapping[str, Any]], rng: np.random.RandomState) -> None:
        self._rng, self._addresses = rng, city.addresses
        self._at = to_metres(np.array([[a.longitude, a.latitude] for a in city.addresses], dtype=float))
        self._near: dict[str, list[Integers]] = {}
        for spot in hot_spots:
            away = np.hypot(self._at[:, 0] - spot["east"], self._at[:, 1] - spot["north"])
            inside = np.flatnonzero(away < spot["reach"])
            for code in spot["types"] if len(inside) else ():
                self._near.setdefault(code, []).append(inside)
        self._even = self._per_district(city)
        self._beside = {layer: self._nearest(city, layer) for layer in ("parks", "rail_corridors")}
        self._lamps = city.assets["street_light"]

    @staticmethod
    def _per_district(city: City) -> list[Integers]:
        """The addresses of each council district: as many people live in one as in another."""
        points = shapely.points([[one.longitude, one.latitude] for one in city.addresses])
        inside = [np.flatnonzero(shapely.intersects(one.shape, points)) for one in city.layers["council_districts"]]
        return [found for found in inside if len(found)]

    def _nearest(self, city: City, layer: str) -> Integers:
        """The addresses nearest to the areas of a layer."""
        areas = shapely.union_all([feature.shape for feature in city.layers[layer]])
        points = shapely.points([[one.longitude, one.latitude] for one in city.addresses])
        found: Integers = np.argsort(shapely.distance(areas, points), kind="stable")
        return found[: max(20, len(found) // 60)]

    def choose(self, code: str, rule: Mapping[str, Any]) -> Spot:
        """A place for a report of a type; `rule` is its entry in stories.yaml."""
        if rule.get("asset") == "street_light":
            return self._lamp(code)
        spots = self._near.get(code, [])
        if layer := rule.get("place"):
            index = int(self._rng.choice(self._beside[layer]))
        elif spots and self._rng.uniform() < FROM_SPOTS:
            index = int(self._rng.choice(spots[self._rng.randint(len(spots))]))
        else:
            index = int(self._rng.choice(self._even[self._rng.randint(len(self._even))]))
        return self.beside(self._addresses[index])

    def beside(self, address: Address, reach_m: float = BESIDE_M) -> Spot:
        """A pin some metres from an address."""
        east, north = self._rng.uniform(-reach_m, reach_m, 2)
        latitude = address.latitude / MICRO + north / 111_132.0
        longitude = address.longitude / MICRO + east / 83_600.0
        return Spot(round(latitude, 6), round(longitude, 6), f"{address.number} {address.street}")

    def again(self, spot: Spot) -> Spot:
        """The same matter, as a neighbour sets the pin."""
        east, north = self._rng.uniform(-8, 8, 2)
        latitude, longitude = spot.latitude + north / 111_132.0, spot.longitude + east / 83_600.0
        return Spot(round(latitude, 6), round(longitude, 6), spot.address, spot.asset_id)

    def _lamp(self, code: str) -> Spot:
        """A street lamp, by the address nearest to it; near a hot spot more often than elsewhere."""
        spots = self._near.get(code, [])
        if spots and self._rng.uniform() < FROM_SPOTS:
            middle = self._at[int(self._rng.choice(spots[self._rng.randint(len(spots))]))]
            lamps = to_metres(np.array([shapely.get_coordinates(one.shape)[0] for one in self._lamps]))
            lamp = self._lamps[int(np.argmin(np.hypot(*(lamps - middle).T)))]
        else:
            lamp = self._lamps[self._rng.randint(len(self._lamps))]
        point = shapely.get_coordinates(lamp.shape)[0]
        away = np.hypot(*(self._at - to_metres(point[None, :])).T)
        address = self._addresses[int(np.argmin(away))]
        return Spot(
            round(float(point[1]) / MICRO, 6),
            round(float(point[0]) / MICRO, 6),
            f"{address.number} {address.street}",
            f"street_light:{lamp.id}",
        )
