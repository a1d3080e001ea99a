"""What a look-up costs: processor time, and read units by the published rule."""

import random
import time
from collections.abc import Mapping
from dataclasses import dataclass

import h3

from hex311.spatial.cell_content import CellContent
from hex311.spatial.cells import UNITS_PER_DEGREE
from hex311.spatial.overlay_item import decode

LOOK_UPS = 2_000
KEYS_BYTES = 45
"""Names and values of the keys that an item carries beside its body."""


@dataclass(frozen=True, slots=True)
class LookUp:
    """Means over cells picked at random: processor microseconds from stored bytes to answers, how many answers
    there were, and how many read units an eventually consistent read takes."""

    microseconds: float
    answers: float
    read_units: float


def measure_look_ups(items: Mapping[str, bytes]) -> LookUp:
    """Decode and answer for the centres of cells that hold content; `items` has at least one such cell."""
    cells = [cell for cell, body in sorted(items.items()) if isinstance(decode(body), CellContent)]
    picked = random.Random(311).choices(cells, k=LOOK_UPS)
    questions = []
    for cell in picked:
        latitude, longitude = h3.cell_to_latlng(cell)
        questions.append((items[cell], round(longitude * UNITS_PER_DEGREE), round(latitude * UNITS_PER_DEGREE)))
    answers = 0
    started = time.process_time()
    for body, x, y in questions:
        content = decode(body)
        if isinstance(content, CellContent):
            answers += len(content.answers(x, y))
    seconds = time.process_time() - started
    units = sum(-(-(len(body) + KEYS_BYTES) // 4096) * 0.5 for body, _, _ in questions)
    return LookUp(seconds / LOOK_UPS * 1e6, answers / LOOK_UPS, units / LOOK_UPS)
