"""Dividing a city fairly: districts of about equal weight that hang together and follow streets and the river."""

from collections import Counter

import numpy as np

from tools.rivermark.blocks import Blocks, Flags, connected_pieces
from tools.rivermark.frame import Floats, Integers, chance

_ROUNDS = 14


def divide(
    blocks: Blocks,
    members: Flags,
    count: int,
    name: str,
    *,
    by_people: float = 0.5,
    whole_quarters: bool = True,
    across_river: bool = False,
) -> Integers:
    """A number from 0 to count - 1 for each member block, -1 for the others.

    `by_people`: 0 makes districts of equal area, 1 of equal population. `whole_quarters`: districts are made of the
    superblocks between main streets. Unless `across_river`, no district lies on both banks.
    """
    weight = blocks.people**by_people * blocks.area_m2 ** (1 - by_people)
    labels = np.full(len(blocks), -1)
    if across_river:
        labels[members] = _share(blocks, members, count, name, weight, whole_quarters)
    else:
        west, east = members & blocks.is_west, members & ~blocks.is_west
        share = weight[west].sum() / weight[members].sum()
        west_count = min(max(round(count * share), 1), count - 1)
        labels[west] = _share(blocks, west, west_count, f"{name} west", weight, whole_quarters)
        labels[east] = _share(blocks, east, count - west_count, f"{name} east", weight, whole_quarters) + west_count
    return number_by_place(blocks, tidy(blocks, labels, across_river), count)


def _share(blocks: Blocks, members: Flags, count: int, name: str, weight: Floats, whole_quarters: bool) -> Integers:
    """Labels of the member blocks: nearest of `count` centres that move to the middle of what they got."""
    keys = blocks.quarter[members] if whole_quarters else np.flatnonzero(members)
    _, cell = np.unique(keys, return_inverse=True)
    cells = int(cell.max()) + 1
    heavy = np.bincount(cell, weights=weight[members], minlength=cells)
    x = np.bincount(cell, weights=weight[members] * blocks.middle[members, 0], minlength=cells) / heavy
    y = np.bincount(cell, weights=weight[members] * blocks.middle[members, 1], minlength=cells) / heavy
    count = min(count, cells)
    rng = chance(f"divide {name}")
    first = rng.choice(cells, size=count, replace=False, p=heavy / heavy.sum())
    cx, cy = x[first], y[first]
    for _ in range(_ROUNDS):
        nearest = np.argmin((x[:, None] - cx[None]) ** 2 + (y[:, None] - cy[None]) ** 2, axis=1)
        total = np.bincount(nearest, weights=heavy, minlength=count)
        full = total > 0
        cx = np.where(full, np.bincount(nearest, weights=heavy * x, minlength=count) / np.where(full, total, 1), cx)
        cy = np.where(full, np.bincount(nearest, weights=heavy * y, minlength=count) / np.where(full, total, 1), cy)
    return np.asarray(nearest[cell])


def tidy(blocks: Blocks, labels: Integers, across_river: bool = False) -> Integers:
    """Gives splinters (pieces cut off from the main part of a district) to the district they touch most."""
    labels = labels.copy()
    for label in range(int(labels.max()) + 1):
        pieces = connected_pieces(blocks.neighbours, labels == label)
        pieces.sort(key=lambda piece: (-len(piece), piece[0]))
        for piece in pieces[1:]:
            touching: Counter[int] = Counter()
            for block in piece:
                for other in blocks.neighbours[block]:
                    same_bank = across_river or blocks.is_west[other] == blocks.is_west[block]
                    if labels[other] not in (-1, label) and same_bank:
                        touching[int(labels[other])] += 1
            if touching:
                labels[piece] = min(touching, key=lambda other: (-touching[other], other))
    return labels


def number_by_place(blocks: Blocks, labels: Integers, count: int) -> Integers:
    """The same districts, numbered from north to south and west to east, as people would; without gaps."""
    used = [label for label in range(count) if (labels == label).any()]
    middle = {label: blocks.middle[labels == label].mean(axis=0) for label in used}
    band = max(1.0, blocks.plan.radius_m / max(1.0, np.sqrt(len(used)) / 2))
    used.sort(key=lambda label: (-round(middle[label][1] / band), middle[label][0]))
    renumbered = np.full(len(labels), -1)
    for number, label in enumerate(used):
        renumbered[labels == label] = number
    return renumbered


def group(blocks: Blocks, labels: Integers, count: int, name: str, *, by_people: float = 0.5) -> Integers:
    """Districts made of whole smaller districts (beats of a police district): a number per block, -1 outside.

    Groups keep to one bank of the river, as their parts do.
    """
    parts = int(labels.max()) + 1
    weight = blocks.people**by_people * blocks.area_m2 ** (1 - by_people)
    inside = labels >= 0
    heavy = np.bincount(labels[inside], weights=weight[inside], minlength=parts)
    x = np.bincount(labels[inside], weights=(weight * blocks.middle[:, 0])[inside], minlength=parts) / heavy
    y = np.bincount(labels[inside], weights=(weight * blocks.middle[:, 1])[inside], minlength=parts) / heavy
    bank = np.array([blocks.is_west[labels == part].mean() > 0.5 for part in range(parts)])
    of_part = np.zeros(parts, dtype=int)
    used = 0
    for side in (True, False):
        here = np.flatnonzero(bank == side)
        if not len(here):
            continue
        wanted = min(max(round(count * heavy[here].sum() / heavy.sum()), 1), len(here))
        rng = chance(f"group {name} {side}")
        first = here[rng.choice(len(here), size=wanted, replace=False, p=heavy[here] / heavy[here].sum())]
        cx, cy = x[first], y[first]
        for _ in range(_ROUNDS):
            nearest = np.argmin((x[here][:, None] - cx[None]) ** 2 + (y[here][:, None] - cy[None]) ** 2, axis=1)
            for k in range(wanted):
                mine = here[nearest == k]
                if len(mine):
                    cx[k] = np.average(x[mine], weights=heavy[mine])
                    cy[k] = np.average(y[mine], weights=heavy[mine])
        of_part[here] = nearest + used
        used += wanted
    grouped = np.where(inside, of_part[np.maximum(labels, 0)], -1)
    return number_by_place(blocks, grouped, used)
