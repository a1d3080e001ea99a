"""Tracking numbers: short, sayable on the phone, with a check digit, not guessable in sequence.

Eight random characters and one check character of an alphabet without vowels and look-alikes, in three groups
of three: `7QX-4CM-2WF`. The check character (Luhn over 20 symbols) catches every single wrong character and
nearly every swap of neighbours.
"""

import hashlib
import re
import secrets

ALPHABET = "23456789CFGHJMPQRVWX"
_BASE = len(ALPHABET)
_INDEX = {character: number for number, character in enumerate(ALPHABET)}
_SHAPE = re.compile(rf"^[{ALPHABET}]{{9}}$")
_LEGACY = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_-]{2,39}$")


def check_character(payload: str) -> str:
    """The check character of a payload written in `ALPHABET`."""
    total = 0
    for position, character in enumerate(reversed(payload)):
        value = _INDEX[character] * (2 if position % 2 == 0 else 1)
        total += value // _BASE + value % _BASE
    return ALPHABET[-total % _BASE]


def new_tracking_number() -> str:
    """A fresh random number, grouped by hyphens."""
    payload = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return _grouped(payload + check_character(payload))


def tracking_number_for(name: str) -> str:
    """The number that always belongs to a name. Only for what is nobody's secret and made up anyway: a demo's cases."""
    drawn = int.from_bytes(hashlib.sha256(name.encode()).digest(), "big")
    payload = "".join(ALPHABET[drawn // _BASE**place % _BASE] for place in range(8))
    return _grouped(payload + check_character(payload))


def parse_tracking_number(text: str) -> str | None:
    """The stored form of what a person typed or said, or None when it cannot be a number of ours.

    Case, spaces and hyphens do not matter for our own numbers; numbers brought over from an older system are
    kept as they are.
    """
    compact = re.sub(r"[\s-]", "", text).upper()
    if _SHAPE.match(compact):
        return _grouped(compact) if check_character(compact[:8]) == compact[8] else None
    stripped = text.strip()
    return stripped if _LEGACY.match(stripped) else None


def _grouped(characters: str) -> str:
    return "-".join((characters[:3], characters[3:6], characters[6:]))
