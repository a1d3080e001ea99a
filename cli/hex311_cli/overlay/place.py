"""From a file's own coordinates to WGS84 degrees; where nothing says what they are, the likely systems are named.

A file in degrees passes through untouched. Projected coordinates are converted when the file states its reference
system or the operator does; otherwise they are refused, because a wrong guess would move every border of the city.
"""

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import hypot, isfinite

import numpy as np
import numpy.typing as npt
import pyproj
import shapely
from pyproj.database import query_crs_info
from pyproj.enums import PJType
from pyproj.exceptions import CRSError, ProjError
from pyproj.transformer import TransformerGroup
from shapely.geometry.base import BaseGeometry

from hex311_cli.overlay.raw import MOST_PROBLEMS, Found, RawFeature, RawLayer
from hex311_cli.overlay.sources import LayerError, LayerProblem

Place = tuple[float, float]
"""Longitude and latitude in degrees."""

Floats = npt.NDArray[np.float64]

_SAME_DEGREES = ("CRS84", "EPSG:4326", "EPSG::4326", "WGS84", "4326")
_GRIDS = ("WGS 84 / Pseudo-Mercator", "OSGB36 / British National Grid", "IRENET95 / Irish Transverse Mercator")
_NEAR_DEGREES = 1.0
_GOOD_ENOUGH_M = 4.5
"""NAD83 is taken for WGS84 to within 4 m everywhere in practice, as other maps of the web do."""

_LIKELY_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Likely:
    """A reference system that would put the coordinates on the ground it is made for."""

    code: str
    name: str


def placed(found: Found, crs: str | None = None, near: Place | None = None) -> RawLayer:
    """The layer in degrees. `crs` (the operator's word) overrules what the file states; `near` is where the city
    is, if known, and narrows the guess. Raises `LayerError`."""
    stated = crs or found.stated
    notes = list(found.notes)
    if stated is None or stated.strip().upper().replace(" ", "").endswith(_SAME_DEGREES):
        _refuse_off_the_globe(found, near)
        return RawLayer(found.features, notes)
    system = crs_of(stated, found.where)
    if (
        crs is not None
        and found.stated
        and not crs_of(found.stated, found.where).equals(system, ignore_axis_order=True)
    ):
        notes.append(f"{found.where}: it states another reference system than {crs}, which was used as you said.")
    if system.equals(pyproj.CRS.from_epsg(4326), ignore_axis_order=True):
        _refuse_off_the_globe(found, near)
        return RawLayer(found.features, notes)
    converted = _converted(found, system)
    notes.append(f"{found.where}: converted from {shown_system(system)} to degrees.{_accuracy(system)}")
    return RawLayer(converted, notes)


def crs_of(text: str, where: str) -> pyproj.CRS:
    """A reference system by its code or text; Esri's own numbers are tried after EPSG's."""
    tries = [text]
    number = text.strip().upper().removeprefix("EPSG:").strip()
    if number.isdecimal():
        tries = [f"EPSG:{number}", f"ESRI:{number}"]
    for one in tries:
        try:
            return pyproj.CRS.from_user_input(one)
        except CRSError:
            continue
    shown = text if len(text) < 60 else f"{text[:57]}..."
    mend = "Name the system by its EPSG code, as in --crs EPSG:3435 (epsg.io lists them)."
    raise LayerError(where, f"there is no reference system {shown}", mend)


def shown_system(system: pyproj.CRS) -> str:
    """Its name, with the code where it has one."""
    code = system.to_authority(min_confidence=70)
    return f"{system.name} ({':'.join(code)})" if code else str(system.name)


def likely_systems(x: float, y: float, near: Place | None = None) -> list[Likely]:
    """Systems in which (x, y) lies on the ground they are made for, likeliest first.

    With `near`, those that put it within about 100 km of there. State Plane (feet before metres), UTM and Web
    Mercator are tried, and the national grids of Great Britain and Ireland.
    """
    fitting: list[tuple[float, int, Likely]] = []
    for rank, (code, name, west, south, east, north) in enumerate(_candidates()):
        if near and not (west - 1 <= near[0] <= east + 1 and south - 1 <= near[1] <= north + 1):
            continue
        longitude, latitude = _to_degrees(code)(x, y, inverse=True)
        if not (isfinite(longitude) and isfinite(latitude)):
            continue
        if not (west <= longitude <= east and south <= latitude <= north):
            continue
        off = hypot(longitude - near[0], latitude - near[1]) if near else 0.0
        if off <= _NEAR_DEGREES:
            # Systems that differ by a datum only lie metres apart: the order of the list decides among them.
            fitting.append((round(off, 2), rank, Likely(code, name)))
    return [likely for _, _, likely in sorted(fitting, key=lambda entry: entry[:2])]


def _refuse_off_the_globe(found: Found, near: Place | None) -> None:
    bounds = shapely.bounds(np.array([feature.geometry for feature in found.features], dtype=object))
    west, south, east, north = bounds.T
    off = np.flatnonzero((west < -180) | (east > 180) | (south < -90) | (north > 90))
    if not len(off):
        return
    mend = _mend(bounds, near)
    problems = []
    for index in off[:MOST_PROBLEMS]:
        feature = found.features[index]
        x, y = _first_off(feature.geometry)
        problem = f"[{x:.10g}, {y:.10g}] is not on the globe; the coordinates look projected (metres or feet)"
        problems.append(LayerProblem(feature.where, problem, mend))
    raise LayerError.of(problems)


def _first_off(geometry: BaseGeometry) -> Place:
    points = shapely.get_coordinates(geometry)
    off = (np.abs(points[:, 0]) > 180) | (np.abs(points[:, 1]) > 90)
    x, y = points[off][0].tolist()
    return x, y


def _mend(bounds: Floats, near: Place | None) -> str:
    west, south = np.nanmin(bounds[:, :2], axis=0)
    east, north = np.nanmax(bounds[:, 2:], axis=0)
    likely = likely_systems(float(west + east) / 2, float(south + north) / 2, near)
    general = "Name their system with --crs EPSG:CODE, or convert the file (ogr2ogr -t_srs EPSG:4326)."
    if not likely:
        return general
    zones = [one for one in likely if " / UTM zone " in one.name]
    others = [one for one in likely if one not in zones]
    shown = [f"{one.code} ({one.name})" for one in others[:_LIKELY_SHOWN]]
    if len(zones) > 2:
        shown.append("a UTM zone (EPSG:32601 to 32660 in the north, by longitude)")
    else:
        shown += [f"{one.code} ({one.name})" for one in zones]
    return f"Likely: {', '.join(shown)}. {general}"


def _converted(found: Found, system: pyproj.CRS) -> list[RawFeature]:
    try:
        transformer = pyproj.Transformer.from_crs(system, "EPSG:4326", always_xy=True)
    except ProjError as fault:
        raise LayerError(found.where, f"its reference system cannot be converted ({fault})", "Use --crs.") from fault
    problems: list[LayerProblem] = []
    converted: list[RawFeature] = []
    for feature in found.features:
        geometry = shapely.transform(shapely.force_2d(feature.geometry), lambda xy: _transformed(transformer, xy))
        bounds = geometry.bounds
        if not all(isfinite(side) for side in bounds) or abs(bounds[1]) > 90 or abs(bounds[3]) > 90:
            x, y = shapely.get_coordinates(feature.geometry)[0].tolist()
            problem = f"[{x:.10g}, {y:.10g}] cannot be a place in {shown_system(system)}"
            mend = "Name the system that the coordinates are really in (--crs EPSG:CODE)."
            problems.append(LayerProblem(feature.where, problem, mend))
            if len(problems) == MOST_PROBLEMS:
                break
            continue
        converted.append(RawFeature(feature.where, feature.id, feature.properties, geometry))
    if problems:
        raise LayerError.of(problems)
    return converted


def _transformed(transformer: pyproj.Transformer, xy: Floats) -> Floats:
    return np.stack(transformer.transform(xy[:, 0], xy[:, 1]), axis=-1)


def _accuracy(system: pyproj.CRS) -> str:
    """A warning when PROJ knows a much better way but lacks its grid of corrections (NAD27 and its like)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pyproj warns in its own words
        group = TransformerGroup(system, "EPSG:4326", always_xy=True)
    if group.best_available or not group.transformers:
        return ""
    accuracy = group.transformers[0].accuracy
    if 0 <= accuracy <= _GOOD_ENOUGH_M:
        return ""
    about = f"about {accuracy:.0f} m" if accuracy > 0 else "some metres"
    return f" A more exact conversion needs a grid that is not installed; this one may be off by {about}."


@cache
def _to_degrees(code: str) -> pyproj.Proj:
    # The projection alone, without the change of datum: that takes long to look up and moves nothing here.
    return pyproj.Proj(code)


@cache
def _candidates() -> Sequence[tuple[str, str, float, float, float, float]]:
    """(code, name, west, south, east, north), the likelier first."""
    ranked = sorted(_named(), key=lambda entry: entry[0])
    return [entry[1] for entry in ranked]


def _named() -> Iterator[tuple[int, tuple[str, str, float, float, float, float]]]:
    for info in query_crs_info(auth_name="EPSG", pj_types=PJType.PROJECTED_CRS):
        area, name = info.area_of_use, info.name
        if area is None or info.deprecated:
            continue
        if name.startswith("NAD83 / "):
            rank = 3 if " UTM zone " in name else 0 if name.endswith(("(ftUS)", "(ft)")) else 1
        elif (name.startswith("WGS 84 / UTM zone ") and "(" not in name) or name in (
            "WGS 84 / Pseudo-Mercator",
            "OSGB36 / British National Grid",
            "IRENET95 / Irish Transverse Mercator",
        ):
            rank = 2
        elif name.startswith("NAD27 / ") and " UTM zone " not in name:
            rank = 4
        else:
            continue
        yield rank, (f"EPSG:{info.code}", name, area.west, area.south, area.east, area.north)
