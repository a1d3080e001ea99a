"""Tables of a back-test."""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, log

from rich.console import Console
from rich.table import Table

from hex311_cli.estimates.backtest import Coverage, overall
from hex311_cli.estimates.following import Followed

#: Within these the estimates are called honest.
P50_RANGE, P80_RANGE = (0.42, 0.60), (0.74, 0.87)
#: A type with fewer estimated cases is shown and not judged.
LEAST_TOLD = 200


def is_honest(found: Coverage) -> bool:
    """Whether both shares lie within their ranges."""
    return all(low <= share <= high for share, (low, high) in zip(found.shares, (P50_RANGE, P80_RANGE), strict=True))


def in_range(types: Mapping[str, Coverage]) -> tuple[int, int, float]:
    """Of the types that are judged: how many lie within both ranges, how many there are, and the share of their
    cases that are of a type within."""
    judged = [found for found in types.values() if len(found.told) >= LEAST_TOLD]
    within = [found for found in judged if is_honest(found)]
    cases = sum(len(found.told) for found in judged)
    return len(within), len(judged), sum(len(found.told) for found in within) / cases if cases else 0.0


def show_types(out: Console, types: Mapping[str, Coverage]) -> None:
    """A line for each type, and one for all of them."""
    table = Table(title="Closed by the date that was named")
    table.add_column("type")
    for name in ("estimated", "on days", "too thin", "by P50", "by P80", "days to P50", "to P80", "loss", ""):
        table.add_column(name, justify="right")
    for code, found in [*types.items(), ("all types", overall(types))]:
        few = len(found.told) < LEAST_TOLD
        table.add_row(code, *_figures(found), "few" if few else "" if is_honest(found) else "outside")
    out.print(table)
    out.print(
        f"Wanted: by P50 {P50_RANGE[0]:.2f} to {P50_RANGE[1]:.2f}, by P80 {P80_RANGE[0]:.2f} to {P80_RANGE[1]:.2f}. "
        "Days are medians, loss is the mean pinball loss of both dates in days."
    )
    within, judged, share = in_range(types)
    out.print(
        f"{within} of the {judged} types with at least {LEAST_TOLD} estimated cases lie within both; "
        f"they are {share:.3f} of those cases."
    )


def _figures(found: Coverage) -> list[str]:
    if not found.told:
        return ["0", "0", str(found.thin), *["-"] * 5]
    p50, p80 = found.shares
    near, far = found.days
    return [
        *(str(number) for number in (len(found.told), found.origins, found.thin)),
        f"{p50:.3f}",
        f"{p80:.3f}",
        f"{near:.0f}",
        f"{far:.0f}",
        f"{found.loss:.2f}",
    ]


def show_years(out: Console, types: Mapping[str, Coverage]) -> None:
    """Year by year: whether a type had changed since the year from which it was estimated."""
    table = Table(title="By the year of the opening: dates of a year were learned from the years before")
    table.add_column("type")
    for name in ("year", "cases", "median age", "estimated", "on days", "by P50", "by P80"):
        table.add_column(name, justify="right")
    for code, found in types.items():
        for year, some in found.by_year().items():
            shares = [f"{share:.2f}" for share in some.shares] if some.told else ["-", "-"]
            numbers = (year, len(some.told) + some.thin, round(some.median_age), len(some.told), some.origins)
            table.add_row(code, *(str(number) for number in numbers), *shares)
    out.print(table)


def show_followed(out: Console, types: Mapping[str, Followed]) -> None:
    """What became of the estimates while the cases were open."""
    table = Table(title="Night by night: dates told anew to open cases")
    table.add_column("type")
    for name in ("cases with dates", "looks", "told anew", "a case", "by P50", "by P80"):
        table.add_column(name, justify="right")
    for code, found in types.items():
        shares = [f"{share:.3f}" for share in found.later.shares] if found.later.told else ["-", "-"]
        numbers = (str(found.cases), str(found.looks), str(found.told_anew), f"{found.per_case:.2f}")
        table.add_row(code, *numbers, *shares)
    out.print(table)


def relative_loss(theirs: Mapping[str, Coverage], ours: Mapping[str, Coverage]) -> float:
    """Their loss by ours, each type that is judged counting alike (geometric mean); above 1 ours is the smaller."""
    judged = {code: found for code, found in ours.items() if len(found.told) >= LEAST_TOLD}
    ratios = [log(theirs[code].loss / found.loss) for code, found in judged.items() if found.loss and theirs[code].loss]
    return exp(sum(ratios) / len(ratios)) if ratios else 1.0


def show_peers(out: Console, ours: Mapping[str, Coverage], peers: Mapping[str, Mapping[str, Coverage]]) -> None:
    """Each other method beside ours, on the cases to which both named dates. The loss by type is ours as 1."""
    table = Table(title="Beside other methods, on the same cases")
    table.add_column("method")
    for name in ("cases", "by P50", "by P80", "days to P50", "to P80", "loss", "loss by type", "types within"):
        table.add_column(name, justify="right")
    for name, theirs in peers.items():
        pairs = {code: (theirs[code].of(found.told), found.of(theirs[code].told)) for code, found in ours.items()}
        sides = [{code: pair[side] for code, pair in pairs.items() if pair[side].told} for side in (0, 1)]
        for label, types in ((name, sides[0]), ("  ours", sides[1])):
            found = overall(types)
            within, judged, _ = in_range(types)
            number, _, _, *figures = _figures(found)
            by_type = f"{relative_loss(types, sides[1]):.3f}"
            table.add_row(label, number, *figures, by_type, f"{within} of {judged}")
    out.print(table)
