"""Long runs of PyVRP for bench.route, in the environment that has it: matrices in, tours out, as JSON."""

import json
import sys

import numpy as np
import pyvrp
from pyvrp.stop import MaxRuntime

asked = json.load(sys.stdin)
tours = []
for matrix in asked["matrices"]:
    model = pyvrp.Model()
    metres = np.rint(np.array(matrix)).astype(int)
    places = [model.add_location(row, 0) for row in range(len(matrix))]
    model.add_depot(places[0])
    for place in places[1:]:
        model.add_client(place)
    model.add_vehicle_type(1)
    for i, a in enumerate(places):
        for j, b in enumerate(places):
            model.add_edge(a, b, int(metres[i, j]))
    best = model.solve(MaxRuntime(asked["seconds"]), seed=1, display=False).best
    tours.append([0, *(visit.idx + 1 for visit in best.routes()[0] if visit.is_client())])
json.dump(tours, sys.stdout)
