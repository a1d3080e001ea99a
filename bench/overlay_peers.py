"""What a look-up and an import cost elsewhere: PostGIS with GiST, PostGIS with ST_Subdivide, shapely's STRtree."""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import psycopg
import shapely

from bench.postgis import backend_seconds
from hex311.domain.geography import Point
from hex311.spatial.overlay_item import VolatileAttributes, decode
from hex311.spatial.overlay_reader import Fetch, StoredItem, read_overlay
from hex311_cli.overlay.sources import LayerSource

ROUNDS = 3
SUBDIVIDED_AT = 256
_SQL = (
    "select layer, feature, name, attributes from {table} "
    "where st_intersects(geom, st_setsrid(st_makepoint(%s, %s), 4326))"
)
"""Pieces of one feature that meet at the point give doubled rows; sorting these out is not asked of PostGIS."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one look-up: processor microseconds, the best of the rounds, and the mean number of answers."""

    microseconds: float
    answers: float


def best(measure: Callable[[], float], look_ups: int) -> float:
    return min(measure() for _ in range(ROUNDS)) / look_ups * 1e6


def fetch_from(items: Mapping[str, bytes], told: Callable[[bytes], None] = lambda body: None) -> Fetch:
    """A store that decodes each cell anew, and remembers layers' own items as the functions do.

    `told` hears of every body that had to be read, empty where there is none.
    """
    held: dict[str, StoredItem] = {}

    def fetch(key: str) -> StoredItem | None:
        if key in held:
            return held[key]
        body = items.get(key)
        told(body or b"")
        if body is None:
            return None
        stored = StoredItem(1, decode(body))
        if isinstance(stored.body, VolatileAttributes):
            held[key] = stored
        return stored

    return fetch


def our_cost(items: Mapping[str, bytes], points: Sequence[Point]) -> Cost:
    """From a point and stored bytes to answers with attributes; no cell is remembered between look-ups."""

    fetch = fetch_from(items)

    def once() -> float:
        started = time.process_time()
        for point in points:
            read_overlay(point, fetch)
        return time.process_time() - started

    answers = sum(len(read_overlay(point, fetch).answers) for point in points)
    return Cost(best(once, len(points)), answers / len(points))


def strtree_cost(layers: Sequence[LayerSource], points: Sequence[Point]) -> Cost:
    """One tree over all features, held in memory and asked with the predicate; no attributes are fetched."""
    tree = shapely.STRtree([feature.geometry for layer in layers for feature in layer.features])
    spots = [(point.longitude, point.latitude) for point in points]

    def once() -> float:
        started = time.process_time()
        for x, y in spots:
            tree.query(shapely.Point(x, y), predicate="intersects")
        return time.process_time() - started

    answers = sum(len(tree.query(shapely.Point(x, y), predicate="intersects")) for x, y in spots)
    return Cost(best(once, len(spots)), answers / len(spots))


def load_postgis(address: str, layers: Sequence[LayerSource]) -> float:
    """Load and subdivide the layers into tables `plain` and `divided`, both indexed; returns the seconds it took."""
    started = time.perf_counter()
    with psycopg.connect(address, autocommit=True) as connection, connection.cursor() as cursor:
        cursor.execute("drop table if exists plain; drop table if exists divided")
        cursor.execute(
            "create table plain (layer text, feature text, name text, attributes text, geom geometry(geometry, 4326))"
        )
        with cursor.copy("copy plain from stdin") as rows:
            for layer in layers:
                geometries = shapely.set_srid(np.array([one.geometry for one in layer.features], dtype=object), 4326)
                wkb = shapely.to_wkb(geometries, hex=True, include_srid=True)
                for feature, geometry in zip(layer.features, wkb, strict=True):
                    attributes = json.dumps(dict(feature.attributes))
                    rows.write_row((layer.id, feature.id, feature.name, attributes, geometry))
        cursor.execute("create index on plain using gist (geom)")
        cursor.execute("vacuum analyze plain")
        cursor.execute(
            "create table divided as select layer, feature, name, attributes, "
            f"st_subdivide(st_makevalid(geom), {SUBDIVIDED_AT}) as geom from plain"
        )
        cursor.execute("create index on divided using gist (geom)")
        cursor.execute("vacuum analyze divided")
    return time.perf_counter() - started


def postgis_cost(address: str, table: str, points: Sequence[Point]) -> Cost:
    """A prepared statement for each look-up; processor time of the server's backend only, not of the client."""
    statement = _SQL.format(table=table)
    spots = [(point.longitude, point.latitude) for point in points]
    with psycopg.connect(address, autocommit=True) as connection, connection.cursor() as cursor:
        for spot in spots[:200]:
            cursor.execute(statement, spot, prepare=True).fetchall()
        answers = 0

        def once() -> float:
            nonlocal answers
            answers = 0
            before = backend_seconds(connection)
            for spot in spots:
                answers += len(cursor.execute(statement, spot, prepare=True).fetchall())
            return backend_seconds(connection) - before

        microseconds = best(once, len(spots))
    return Cost(microseconds, answers / len(spots))
