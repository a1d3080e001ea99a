"""The tables of the address book (read by `hex311.adapters.gazetteer`, described in docs/addresses.md)."""

import sqlite3

_TABLES = """
CREATE TABLE name (id INTEGER PRIMARY KEY, key TEXT NOT NULL);
CREATE TABLE street (
    id INTEGER PRIMARY KEY, name_id INTEGER NOT NULL, label TEXT NOT NULL,
    direction TEXT NOT NULL, key TEXT NOT NULL, type TEXT NOT NULL, after TEXT NOT NULL,
    low INTEGER NOT NULL, high INTEGER NOT NULL, lat INTEGER, lon INTEGER, inside INTEGER NOT NULL);
CREATE TABLE postcode (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
CREATE TABLE address (
    id INTEGER PRIMARY KEY, lat INTEGER NOT NULL, lon INTEGER NOT NULL, inside INTEGER NOT NULL,
    postcode_id INTEGER, tile INTEGER, known INTEGER NOT NULL);
CREATE TABLE corner (
    id INTEGER PRIMARY KEY, name_a INTEGER NOT NULL, name_b INTEGER NOT NULL,
    street_a INTEGER NOT NULL, street_b INTEGER NOT NULL,
    lat INTEGER NOT NULL, lon INTEGER NOT NULL, inside INTEGER NOT NULL, tile INTEGER NOT NULL);
CREATE TABLE stretch (
    street_id INTEGER NOT NULL, low INTEGER NOT NULL, high INTEGER NOT NULL, end_a TEXT NOT NULL, end_b TEXT NOT NULL);
CREATE TABLE place (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, category TEXT NOT NULL, address TEXT NOT NULL,
    lat INTEGER NOT NULL, lon INTEGER NOT NULL, inside INTEGER NOT NULL);
"""
_INDEXES = """
CREATE INDEX address_tile ON address (tile);
CREATE INDEX corner_names ON corner (name_a, name_b);
CREATE INDEX corner_tile ON corner (tile);
CREATE INDEX stretch_street ON stretch (street_id, low);
"""


def create(db: sqlite3.Connection) -> None:
    """The empty tables."""
    db.executescript(_TABLES)


def index(db: sqlite3.Connection) -> None:
    """The indexes, made last: that is quicker, and the file smaller."""
    db.executescript(_INDEXES)
