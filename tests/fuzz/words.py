"""Values and small damages that the Open311 fuzzers are made of. Everything is drawn from one seeded generator."""

from collections.abc import Sequence
from random import Random
from urllib.parse import quote, quote_plus

from tests.fuzz.town import Town
from tests.support.hostile import NAUGHTY

Pairs = list[tuple[str, str]]

NUMBERS = (
    "41.3", "-97.1", "0", "-0", "90.0001", "-181", "1e309", "-1e-400", "nan", "inf", "Infinity", "0x29", "41,3", "٤١.٣",
    "1_0", "+5", " 7 ", "99999999999999999999999", "1" * 400, "1" * 400 + ".5", "1e5", ".5", "5.", "--1", "1 000", "½",
)  # fmt: skip
MOMENTS = (
    "2026-09-01", "2026-09-21T12:00:00Z", "2026-09-21T12:00:00+05:30", "2026-09-21T12:00:00 05:30", "0001-01-01",
    "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2026-W38-1", "20260921", "2026-09-21T24:00",
    "2026-02-30",
    "yesterday", "1790000000", "-2026-01-01", "2026-09-21T12:00:00.123456789Z", "1969-12-31",
    "2026-09-21T12:00:00+24:00",
)  # fmt: skip
AREAS = (
    "-97.11,41.29,-97.09,41.31", "-180,-85,180,85", "1,2,3", "a,b,c,d", "nan,nan,nan,nan", "-97.09,41.31,-97.11,41.29",
    "179.9999,0,180,0.0001", ",,,", "-97.1,41.3,-97.1,41.3",
)  # fmt: skip
MARKUP = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>',
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><request>&b;</request>',
    '<?xml version="1.0" encoding="UTF-16"?><service_requests/>',
    "<![CDATA[x]]>", "]]>", "&#0;", "&amp;lt;", "<request><service_code>pothole</service_code></request>",
    '{"service_code": "pothole", "lat": 41.3, "long": -97.1}', "[" * 2_000, '{"a":' * 2_000, "null", "[]",
)  # fmt: skip


def pick(dice: Random, these: Sequence[str]) -> str:
    return these[dice.randrange(len(these))]


def known(dice: Random, town: Town) -> str:
    """Something that is real in the town: a number, a key, a photo, a service."""
    cases = list(town.cases.values())
    one = dice.choice(cases)
    number = dice.choice(
        [one.number, one.number.lower(), one.number.replace("-", ""), f" {one.number} ", one.number[:-1]]
    )
    return dice.choice([number, number, *town.known.values(), "pothole", "graffiti_removal", "homeless_outreach"])


def any_value(dice: Random, town: Town) -> str:
    kind = dice.randrange(9)
    if dice.randrange(60) == 0:
        return dice.choice(["x", "💧", "é ", "\n"]) * dice.choice([301, 2_001, 5_000, 70_000])
    if kind < 2:
        return known(dice, town)
    if kind == 2:
        return ",".join(known(dice, town) for _ in range(dice.choice([2, 3, 600])))
    if kind == 3:
        return "".join(_character(dice) for _ in range(dice.randrange(12)))
    return pick(dice, (NUMBERS, MOMENTS, AREAS, MARKUP, (*NAUGHTY, ""))[kind - 4])


def _character(dice: Random) -> str:
    """Of all of Unicode but the surrogates, half of the time a plain one."""
    return chr(dice.choice([dice.randrange(32, 127), dice.randrange(0xD7FF), dice.randrange(0xE000, 0x10FFFF)]))


def bent_name(dice: Random, name: str) -> str:
    """A field's name in some of the ways clients and attackers write it."""
    inner = name.removeprefix("attribute[").removesuffix("]")
    return dice.choice(
        [
            f"attribute[{inner}][]", f"attribute[{inner}]", f"attribute[{inner}", f"attribute[{inner}]]", "attribute[]",
            f"attribute[{inner}][0]", f"attribute[[{inner}]]", f"ATTRIBUTE[{inner}]", f"{name}[]", name.upper(),
            f" {name}",
            f"{name}\x00", "", "attribute[\x00]", "attribute[" + "x" * 101 + "]", f"attribute[{'💧' * 40}]",
            f"attribute.{inner}",
        ]
    )  # fmt: skip


def bend_pairs(dice: Random, town: Town, pairs: Pairs, most: int = 4) -> Pairs:
    """Some damages to the fields of a form; none at all now and then."""
    bent = list(pairs)
    for _ in range(dice.randrange(most)):
        place = dice.randrange(len(bent) + 1)
        damage = dice.randrange(8)
        if place == len(bent) or damage == 0:
            bent.insert(place, (dice.choice(FIELDS), any_value(dice, town)))
        elif damage == 1:
            bent.pop(place)
        elif damage == 2:
            bent.insert(place, bent[place])
        elif damage == 3:
            bent[place] = (bent_name(dice, bent[place][0]), bent[place][1])
        elif damage == 4:
            bent[place] = (bent[place][0], "")
        elif damage == 5 and dice.randrange(10) == 0:
            bent += [(f"field{number}", "x") for number in range(dice.choice([490, 501, 5_000]))]
        else:
            bent[place] = (bent[place][0], any_value(dice, town))
    return bent


FIELDS = (
    "service_code", "lat", "long", "address_string", "address_id", "email", "device_id", "account_id", "first_name",
    "last_name", "phone", "description", "media_url", "api_key", "jurisdiction_id", "photo_id", "attribute[size]",
    "attribute[fixmystreet_id]", "attribute[external_id]", "attribute[title]", "service_request_id", "update_id",
    "status",
    "updated_datetime", "work_order_id", "outcome_text",
)  # fmt: skip


def urlencoded(dice: Random, pairs: Pairs) -> bytes:
    """The body, mostly as it should be, else with damages that only this encoding knows."""
    safe, plus = dice.choice(["", "[]", "[]@:/,"]), dice.randrange(2)
    encode = quote_plus if plus else quote
    text = "&".join(f"{encode(name, safe)}={encode(value, safe)}" for name, value in pairs)
    damage = dice.randrange(24)
    if damage < 8 and text:
        place = dice.randrange(len(text))
        stray = dice.choice(
            ["%", "%zz", "%u0041", "%C3", "%ED%A0%80", "%00", "&", "=", ";", "&&&&", "=&=", "\x00", "\ufeff", "%f"]
        )
        text = text[:place] + stray + text[place:]
    if damage == 8:
        text = text.replace("&", ";")
    if damage == 9:
        text = text.replace("&", "&\r\n")
    if damage == 10:
        return text.encode("utf-16")
    if damage == 11:
        return dice.randbytes(dice.randrange(200))
    if damage == 12:
        return text.encode() + b"&description=" + dice.choice([b"caf\xe9", b"\xc0\xaf", b"\xed\xa0\x80", b"\xff\xfe"])
    return text.encode()
