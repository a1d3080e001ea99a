"""The layers made of whole blocks: who represents, patrols, collects, sweeps and teaches where."""

import numpy as np

from tools.rivermark.blocks import Blocks
from tools.rivermark.divide import divide, group
from tools.rivermark.frame import Floats, Integers, chance
from tools.rivermark.layers import Feature, Layer, block_features
from tools.rivermark.names import COUNCIL_MEMBERS, NEIGHBORHOODS

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
SWEEPING_WEEKS = ("1st and 3rd", "2nd and 4th")


def _numbered(count: int, prefix: str, word: str, start: int = 1) -> tuple[list[str], list[str]]:
    """Ids such as B07 and names such as Beat 7."""
    width = len(str(count + start - 1)) if prefix else 0
    numbers = range(start, start + count)
    return [f"{prefix}{number:0{width}d}" for number in numbers], [f"{word} {number}" for number in numbers]


def _simple(blocks: Blocks, labels: Integers, prefix: str, word: str) -> Layer:
    ids, names = _numbered(int(labels.max()) + 1, prefix, word)
    return block_features(blocks, labels, ids, names)


def city_limits(blocks: Blocks) -> Layer:
    return [Feature("rivermark", "City of Rivermark", blocks.joined(blocks.in_city))]


def voting(blocks: Blocks) -> dict[str, Layer]:
    """Precincts, and council districts made of them."""
    precincts = divide(blocks, blocks.in_city, 120, "precincts", by_people=0.8, whole_quarters=False)
    districts = group(blocks, precincts, len(COUNCIL_MEMBERS), "council", by_people=0.8)
    count = int(districts.max()) + 1
    ids, names = _numbered(count, "", "District")
    people = [
        {
            "member": COUNCIL_MEMBERS[number],
            "phone": f"555-01{20 + number}",
            "office": f"Room {200 + number}, City Hall",
        }
        for number in range(count)
    ]
    return {
        "council_districts": block_features(blocks, districts, ids, names, people),
        "precincts": _simple(blocks, precincts, "P", "Precinct"),
    }


def safety(blocks: Blocks) -> dict[str, Layer]:
    """Police beats and the districts made of them; where which fire station goes first."""
    beats = divide(blocks, blocks.in_city, 32, "beats", by_people=0.6)
    districts = group(blocks, beats, 5, "police districts")
    ids, names = _numbered(int(districts.max()) + 1, "D", "Police district")
    phones = [{"phone": f"555-01{40 + number}"} for number in range(len(ids))]
    beat_ids, beat_names = _numbered(int(beats.max()) + 1, "B", "Beat")
    of_beat = [{"district": ids[int(districts[beats == beat][0])]} for beat in range(len(beat_ids))]
    fire = divide(blocks, blocks.in_city, 16, "fire", by_people=0.45)
    stations, areas = _numbered(int(fire.max()) + 1, "F", "Station")
    return {
        "police_districts": block_features(blocks, districts, ids, names, phones),
        "police_beats": block_features(blocks, beats, beat_ids, beat_names, of_beat),
        "fire_response_areas": block_features(
            blocks, fire, stations, [f"{area} goes first" for area in areas], [{"station": area} for area in areas]
        ),
        "animal_care_districts": _simple(
            blocks, divide(blocks, blocks.in_city, 6, "animals", by_people=0.4), "A", "Animal care district"
        ),
    }


def sanitation(blocks: Blocks) -> dict[str, Layer]:
    """Collection routes, and from them garbage days, recycling weeks, bulky pickup; sweeping and snow zones."""
    routes = divide(blocks, blocks.in_city, 60, "routes", by_people=0.7)
    tours = group(blocks, routes, 20, "tours", by_people=0.7)
    day_of_tour = chance("collection days").permutation(int(tours.max()) + 1) % len(WEEKDAYS)
    days = np.where(tours >= 0, day_of_tour[np.maximum(tours, 0)], -1)
    weeks = np.where(tours >= 0, np.maximum(tours, 0) % 2, -1)
    bulky = group(blocks, routes, 12, "bulky", by_people=0.6)
    bulky_ids, bulky_names = _numbered(int(bulky.max()) + 1, "Z", "Bulky item zone")
    sweeping = divide(blocks, blocks.in_city, 44, "sweeping", by_people=0.75)
    sweep_ids, sweep_names = _numbered(int(sweeping.max()) + 1, "S", "Sweeping zone")
    schedule = [
        {"schedule": f"{SWEEPING_WEEKS[n % 2]} {WEEKDAYS[(n * 3) % 5]}", "months": "April to November"}
        for n in range(len(sweep_ids))
    ]
    snow = divide(blocks, blocks.in_city, 14, "snow", by_people=0.5)
    snow_ids, snow_names = _numbered(int(snow.max()) + 1, "N", "Snow zone")
    return {
        "garbage_days": block_features(
            blocks, days, [d.lower() for d in WEEKDAYS], list(WEEKDAYS), [{"day": d.lower()} for d in WEEKDAYS]
        ),
        "recycling_weeks": block_features(
            blocks, weeks, ["A", "B"], ["Week A", "Week B"], [{"week": "A"}, {"week": "B"}]
        ),
        "bulky_pickup_zones": block_features(
            blocks, bulky, bulky_ids, bulky_names, [{"month_week": f"Week {n % 4 + 1}"} for n in range(len(bulky_ids))]
        ),
        "sweeping_zones": block_features(blocks, sweeping, sweep_ids, sweep_names, schedule),
        "snow_zones": block_features(
            blocks,
            snow,
            snow_ids,
            snow_names,
            [{"plowed_first": "yes" if n % 3 == 0 else "no"} for n in range(len(snow_ids))],
        ),
    }


def neighborhoods(blocks: Blocks) -> Layer:
    labels = divide(blocks, blocks.in_city, len(NEIGHBORHOODS), "neighborhoods", by_people=0.7)
    count = int(labels.max()) + 1
    # the oldest names belong to the middle of the city
    away = [np.hypot(*blocks.middle[labels == label].mean(axis=0)) for label in range(count)]
    rank = np.argsort(np.argsort(away, kind="stable"), kind="stable")
    names = [NEIGHBORHOODS[rank[label]] for label in range(count)]
    ids = [name.lower().replace("'", "").replace(" ", "_") for name in names]
    return block_features(blocks, labels, ids, names)


def zip_codes(blocks: Blocks) -> tuple[Layer, Integers]:
    """Postal zones reach beyond the limits and over the enclaves. Also returns the zone of each block."""
    everywhere = np.ones(len(blocks), dtype=bool)
    labels = divide(blocks, everywhere, 14, "postal", by_people=0.6)
    codes = [f"{201 + number:05d}" for number in range(int(labels.max()) + 1)]
    return block_features(blocks, labels, codes, codes), labels


def schools(blocks: Blocks) -> dict[str, Layer]:
    """School districts do not stop at the city limits; elementary attendance areas are Rivermark's own."""
    everywhere = np.ones(len(blocks), dtype=bool)
    districts = divide(blocks, everywhere, 3, "school districts", by_people=0.3, across_river=True)
    names = ["Rivermark Public Schools", "Willow County Schools", "Alder Bend Schools"]
    ids = ["rivermark", "willow", "alder_bend"]
    order = _nearest_first(blocks, districts, 3)
    elementary = divide(blocks, blocks.in_city, 28, "elementary", by_people=0.8)
    areas, words = _numbered(int(elementary.max()) + 1, "E", "Elementary area")
    return {
        "school_districts": block_features(blocks, order, ids, names),
        "elementary_areas": block_features(blocks, elementary, areas, words),
    }


def _nearest_first(blocks: Blocks, labels: Integers, count: int) -> Integers:
    """Renumbers districts by their distance from the centre."""
    away: list[Floats] = [
        np.hypot(blocks.middle[labels == n, 0], blocks.middle[labels == n, 1]).mean() for n in range(count)
    ]
    rank = np.argsort(np.argsort(np.array(away), kind="stable"), kind="stable")
    return np.asarray(np.where(labels >= 0, rank[np.maximum(labels, 0)], -1))


def services(blocks: Blocks) -> dict[str, Layer]:
    """Areas in which departments organise their work."""
    inside = blocks.in_city
    light = divide(blocks, inside, 9, "lights", by_people=0.4)
    utility = np.isin(light, [0, 2, 3, 6])
    owner = np.where(light < 0, -1, utility.astype(int))
    return {
        "street_light_owner": block_features(
            blocks,
            owner,
            ["city", "utility"],
            ["City of Rivermark", "Prairie Electric"],
            [{"owner": "city"}, {"owner": "utility"}],
        ),
        "water_pressure_zones": _simple(
            blocks, divide(blocks, inside, 6, "pressure", by_people=0.2), "W", "Pressure zone"
        ),
        "sewer_basins": _simple(
            blocks, divide(blocks, inside, 24, "sewers", by_people=0.4, whole_quarters=False), "SB", "Sewer basin"
        ),
        "code_enforcement_areas": _simple(
            blocks, divide(blocks, inside, 8, "code", by_people=0.6), "C", "Code enforcement area"
        ),
        "tree_zones": _simple(blocks, divide(blocks, inside, 36, "trees", by_people=0.3), "T", "Tree care zone"),
        "outreach_zones": _simple(blocks, divide(blocks, inside, 5, "outreach", by_people=0.9), "O", "Outreach zone"),
        "library_areas": _simple(blocks, divide(blocks, inside, 9, "libraries", by_people=0.7), "L", "Library area"),
        "census_tracts": _simple(blocks, divide(blocks, inside, 62, "census", by_people=0.8), "CT", "Census tract"),
    }
