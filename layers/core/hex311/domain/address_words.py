"""The words of addresses, English and Spanish: directions, kinds of street, units, numbers written out.

Every spelling maps to one short canonical form, so that "North St. Louis Avenue", "n saint louis av" and
"N ST LOUIS AVE" become the same words. The kinds of street are the ones a North American address file uses.
"""

import re
import unicodedata
from collections.abc import Mapping


def _spellings(table: Mapping[str, str]) -> dict[str, str]:
    """{canonical: "spelling spelling ..."} turned round; the canonical form spells itself."""
    return {word: canonical for canonical, words in table.items() for word in (canonical, *words.split())}


DIRECTIONS = _spellings(
    {
        "n": "north norte nth",
        "s": "south sur sth",
        "e": "east este oriente",
        "w": "west oeste poniente",
        "ne": "northeast noreste nordeste",
        "nw": "northwest noroeste",
        "se": "southeast sureste sudeste",
        "sw": "southwest suroeste sudoeste",
    }
)
"""Spelling -> n, s, e, w, ne, nw, se, sw."""


def _slips(word: str) -> set[str]:
    """The word with one letter left out, or with two neighbours swapped."""
    swaps = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)}
    return (swaps | {word[:at] + word[at + 1 :] for at in range(len(word))}) - {word}


_FULL = {"north": "n", "south": "s", "east": "e", "west": "w"}
DIRECTION_SLIPS = {
    slip: letter
    for word, letter in _FULL.items()
    for slip in _slips(word)
    if slip not in DIRECTIONS and sum(slip in _slips(other) for other in _FULL) == 1
}
"""Directions typed in haste: "wst", "noth", "esat"."""

TYPES = _spellings(
    {
        "aly": "alley ally allee callejon",
        "ave": "avenue av aven avn avenu avnue avenida avda avd",
        "blvd": "boulevard boul bl blv boulv bulevar bulevard",
        "brg": "bridge puente",
        "cir": "circle circ crcl circulo",
        "ct": "court crt corte",
        "cres": "crescent crsent",
        "dr": "drive drv driv",
        "expy": "expressway exp expw express autopista",
        "hwy": "highway hiway hway highwy carretera carr",
        "ln": "lane",
        "pkwy": "parkway pkway pky parkwy pkw",
        "pl": "place plc",
        "plz": "plaza plza",
        "rd": "road roads camino cam",
        "sq": "square sqr squ",
        "st": "street str strt stret calle cll",
        "ter": "terrace terr terraza",
        "trl": "trail trails vereda",
        "way": "wy via",
        "xing": "crossing crssng",
    }
)
"""Spelling of a kind of street -> its canonical abbreviation."""

LEADING_TYPES = frozenset(
    ("av", "avd", "avda", "avenida", "bulevar", "calle", "callejon", "camino", "carr", "carretera", "circulo", "cll",
     "plaza", "puente", "sendero", "via")
)  # fmt: skip
"""Kinds of street that stand before the name, as in Spanish: "Calle Ocho"."""

LINKING = frozenset(("de", "del", "la", "las", "los", "el", "the", "of"))
"""Words between a kind of street and its name that carry nothing: "Avenida de la Reforma"."""

_SHORT_WORDS = _spellings(
    {
        "st": "saint santo santa",
        "mount": "mt monte",
        "fort": "ft",
        "doctor": "dr",
        "route": "rt rte ruta",
        "junior": "jr",
    }
)

_ORDINAL_WORDS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth",
    "primera segunda tercera cuarta quinta sexta septima octava novena decima",
)


def ordinal(number: int) -> str:
    """1 -> "1st", 12 -> "12th", 23 -> "23rd"."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number % 100 not in (11, 12, 13) else "th"
    return f"{number}{ending}"


_ORDINALS = {word: ordinal(place) for words in _ORDINAL_WORDS for place, word in enumerate(words.split(), 1)}
_WRITTEN_ORDINAL = re.compile(r"0*(\d{1,4})(?:st|nd|rd|th|a|ra|da|ta|va|na|ma|o)")

UNIT_WORDS = (
    "apartment|apartamento|apt|apto|departamento|depto|dpto|unit|unidad|suite|ste|room|rm|floor|fl|piso|"
    "building|bldg|edificio|edif|lot|lote|trailer|trlr|interior|int|local"
)

PLACE_WORDS = {
    "biblioteca": "library",
    "escuela": "school",
    "bomberos": "fire",
    "policia": "police",
    "correo": "post",
    "correos": "post",
    "parque": "park",
    "clinica": "clinic",
    "ayuntamiento": "city",
    "alcaldia": "city",
    "tribunal": "court",
    "perrera": "shelter",
    "autobuses": "bus",
    "refugio": "shelter",
    "center": "centre",
    "centro": "centre",
}
"""Spanish (and other) words for places -> the word that names and categories of places use."""


def plain(text: str) -> str:
    """Lower case without accents; anything that is neither a letter, a digit nor a separator becomes a space.

    Kept are the separators that mean something in an address: # & / @ + , and the hyphen.
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(char for char in decomposed if not unicodedata.combining(char))
    letters = re.sub(r"['’`´.\\]", "", letters)
    return re.sub(r"\s+", " ", re.sub(r"[^a-z0-9#&/@+,\- ]", " ", letters)).strip()


def words_of(text: str) -> list[str]:
    """The plain words of a name, separators dropped."""
    return re.sub(r"[^a-z0-9]", " ", plain(text)).split()


_FULL_DIRECTIONS = {"n": "north", "s": "south", "e": "east", "w": "west"}


def canonical(word: str) -> str:
    """One spelling for each word of a street's own name: saint -> st, mt -> mount, sixth -> 6th."""
    if found := _WRITTEN_ORDINAL.fullmatch(word):
        return ordinal(int(found[1]))
    return _ORDINALS.get(word) or _SHORT_WORDS.get(word) or word


def key_of(words: list[str]) -> str:
    """What names are compared by: canonical words without spaces, so that "128 th" equals "128th". A direction at
    the front counts as part of the name here ("N Park" is "northpark"), one at the end is a letter ("Avenue N")."""
    keys = [canonical(word) for word in words]
    if len(words) > 1 and words[0] in DIRECTIONS:
        keys[0] = _FULL_DIRECTIONS.get(DIRECTIONS[words[0]], keys[0])
    return "".join(keys)
