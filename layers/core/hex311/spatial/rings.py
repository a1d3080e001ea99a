"""Exact point-in-polygon on integer rings: inside, on the boundary, or outside.

Everything is integer arithmetic, so there is no rounding and no tolerance. A polygon, or several, is a list
of rings read with the even-odd rule; holes and islands need no marking.
"""

from collections.abc import Sequence
from enum import IntEnum


class Side(IntEnum):
    """Where a point lies with respect to an area."""

    OUTSIDE = -1
    BOUNDARY = 0
    INSIDE = 1


Ring = tuple[Sequence[int], Sequence[int]]
"""Vertices of a closed ring as (xs, ys); the first vertex is not repeated at the end."""


def side_of_ring(x: int, y: int, xs: Sequence[int], ys: Sequence[int]) -> Side:
    """Cast a ray from (x, y) towards greater x and count the edges it crosses, exactly.

    An edge counts when it goes from at-or-below the point to above it, or back; so a vertex on the ray is
    counted once, and an edge along the ray not at all. Edges that hold the point end the search.
    """
    inside = False
    x1, y1 = xs[-1], ys[-1]
    above1 = y1 > y
    for x2, y2 in zip(xs, ys, strict=True):
        above2 = y2 > y
        if above1 != above2:
            if x1 > x and x2 > x:
                inside = not inside
            elif x1 >= x or x2 >= x:
                # The edge passes near: which side of it is the point on?
                turn = (x2 - x1) * (y - y1) - (x - x1) * (y2 - y1)
                if turn == 0:
                    return Side.BOUNDARY
                if (turn > 0) == above2:
                    inside = not inside
        elif y2 == y and (x2 == x or (y1 == y and (x1 <= x <= x2 or x2 <= x <= x1))):
            return Side.BOUNDARY
        x1, y1, above1 = x2, y2, above2
    return Side.INSIDE if inside else Side.OUTSIDE


def side_of_rings(x: int, y: int, rings: Sequence[Ring]) -> Side:
    """The even-odd answer of several rings together; on the edge of any of them is on the boundary."""
    inside = False
    for xs, ys in rings:
        side = side_of_ring(x, y, xs, ys)
        if side is Side.BOUNDARY:
            return Side.BOUNDARY
        if side is Side.INSIDE:
            inside = not inside
    return Side.INSIDE if inside else Side.OUTSIDE
