"""How much longer our field routes are than the shortest (20 stops: exact) or the best known (60 and 120 stops).

    make bench-route          # HEX311_INSTANCES instances of each size, 40 unless given

Exact is Held and Karp's dynamic programme. Best known is the shortest of a long run of PyVRP (iterated local search,
in an environment of its own, requirements/bench.in) and a long run of our own search with other seeds.
"""

import json
import os
import random
import subprocess
import time
from pathlib import Path
from statistics import mean

from bench.report import report
from hex311.domain.geography import Point
from hex311.domain.visiting_order import distances, length, round_trip

SIZES = (20, 60, 120)
STRONG = Path(__file__).parent.parent / ".bench" / "bin" / "python"
SECONDS = {20: 0.0, 60: 2.0, 120: 6.0}


def instance(count: int, seed: int) -> list[list[float]]:
    """Half the instances are spread evenly over a city of some 20 km, half lie in a few quarters."""
    chance = random.Random(count * 10_000 + seed)
    spread = seed % 2 == 0
    middles = [(chance.uniform(-0.08, 0.08), chance.uniform(-0.1, 0.1)) for _ in range(5)]

    def place() -> Point:
        if spread:
            return Point(latitude=41.3 + chance.uniform(-0.08, 0.08), longitude=-97.1 + chance.uniform(-0.1, 0.1))
        north, east = chance.choice(middles)
        return Point(latitude=41.3 + chance.gauss(north, 0.01), longitude=-97.1 + chance.gauss(east, 0.013))

    return distances([place() for _ in range(count)])


def held_karp(matrix: list[list[float]]) -> float:
    """The optimum of a round trip: the shortest way to each set of places and each last one, in arrays of floats."""
    import numpy as np

    d = np.array(matrix, dtype=np.float64)
    count = len(matrix) - 1  # row 0 begins and ends
    best = np.full((1 << count, count), np.inf)
    for last in range(count):
        best[1 << last, last] = d[0, last + 1]
    sets = np.arange(1 << count)
    sizes = np.array([bin(number).count("1") for number in range(1 << count)])
    for size in range(1, count):
        for new in range(count):
            before = sets[(sizes == size) & (sets >> new & 1 == 0)]
            reached = (best[before] + d[1:, new + 1]).min(axis=1)
            best[before | 1 << new, new] = reached
    return float((best[-1] + d[1:, 0]).min())


def best_known(matrices: list[list[list[float]]], seconds: float) -> list[float]:
    """The better of PyVRP and of a long search of our own."""
    asked = json.dumps({"seconds": seconds, "matrices": matrices})
    program = Path(__file__).with_name("route_strong.py")
    told = subprocess.run([STRONG, program], input=asked, capture_output=True, text=True, check=True)
    ours = [min(length(m, round_trip(m, seed, 6_000)) for seed in (11, 12)) for m in matrices]
    tours = json.loads(told.stdout)
    assert all(sorted(tour) == list(range(len(m))) for m, tour in zip(matrices, tours, strict=True))
    return [min(own, length(m, tour)) for own, m, tour in zip(ours, matrices, tours, strict=True)]


def main() -> None:
    count = int(os.environ.get("HEX311_INSTANCES", "40"))
    figures: dict[str, float] = {}
    notes: dict[str, str] = {}
    for size in SIZES:
        matrices = [instance(size, seed) for seed in range(count)]
        seconds, found = [], []
        for matrix in matrices:
            begin = time.process_time()
            found.append(length(matrix, round_trip(matrix)))
            seconds.append(time.process_time() - begin)
        least = [held_karp(m) for m in matrices] if size == 20 else best_known(matrices, SECONDS[size])
        excess = [100 * (own / best - 1) for own, best in zip(found, least, strict=True)]
        against = "the optimum" if size == 20 else "the best known"
        figures[f"excess_{size}_mean_percent"] = round(mean(excess), 3)
        figures[f"excess_{size}_worst_percent"] = round(max(excess), 3)
        figures[f"cpu_{size}_worst_s"] = round(max(seconds), 3)
        notes[f"excess_{size}_mean_percent"] = f"{size} stops, over {against}, mean of {count} instances"
        notes[f"excess_{size}_worst_percent"] = f"{size} stops, over {against}, the worst of them"
        notes[f"cpu_{size}_worst_s"] = "processor time of one route here; Lambda with 1 GB has some 0.6 of a processor"
    report("route", figures, notes)


if __name__ == "__main__":
    main()
