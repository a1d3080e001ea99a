"""Whole calls of the Open311 door: reads, reports, updates, and what nobody should send."""

from collections.abc import Callable
from dataclasses import replace
from random import Random
from urllib.parse import parse_qs, quote

from hex311.domain.moments import iso
from tests.fuzz.gate import Sent
from tests.fuzz.parts import multipart
from tests.fuzz.town import Town
from tests.fuzz.words import MARKUP, MOMENTS, NUMBERS, Pairs, any_value, bend_pairs, known, pick, urlencoded
from tests.support.city import HOME, answers_for, rivermark

V2 = "/open311/v2"
FORM = "application/x-www-form-urlencoded"
TYPES = (
    FORM, FORM, FORM, f"{FORM}; charset=utf-8", f"{FORM}; charset=ISO-8859-1", f"{FORM};charset=UTF-16", "text/plain",
    "application/json", "text/xml", "application/xml; charset=utf-16", "", "*/*", "multipart/form-data", "x" * 500,
)  # fmt: skip
SUFFIXES = (
    "json",
    "xml",
    "json",
    "xml",
    "json",
    "xml",
    "JSON",
    "csv",
    "html",
    "",
    "xml.json",
    "json.xml",
    "json%00",
    "jsonp",
)
LIST_NAMES = (
    "service_request_id", "service_code", "start_date", "end_date", "status", "updated_after", "updated_before", "bbox",
    "lat", "long", "radius", "q", "page", "page_size", "after_key", "extensions", "locale", "lang",
    "jurisdiction_id", "api_key",
)  # fmt: skip


def drawn(dice: Random, town: Town) -> tuple[str, Sent]:
    """(kind of call, call). The same state of the generator makes the same call of the same town."""
    kind = dice.choice(list(KINDS))
    sent = KINDS[kind](dice, town)
    return kind, _with_odd_headers(dice, town, sent)


def _suffix(dice: Random) -> str:
    return dice.choice(SUFFIXES[:6]) if dice.randrange(6) else dice.choice(SUFFIXES)


def _path(dice: Random, name: str) -> str:
    suffix = _suffix(dice)
    return f"{V2}/{name}.{suffix}" if suffix else f"{V2}/{name}"


def _read(dice: Random, town: Town) -> Sent:
    name = dice.choice(
        [
            "discovery",
            "services",
            "services/pothole",
            f"services/{quote(any_value(dice, town)[:300], safe='')}",
            "tokens/1",
        ]
    )
    query = {"locale": [any_value(dice, town)[:1_000]]} if dice.randrange(3) == 0 else {}
    return Sent("GET", _path(dice, name), query)


def _list(dice: Random, town: Town, name: str = "requests") -> Sent:
    now = town.city.now()
    good = {"start_date": [iso(now - 9 * 86_400)], "end_date": [iso(now)], "status": ["open,closed"]}
    query = {name: value for name, value in good.items() if dice.randrange(2)}
    for _ in range(dice.randrange(4)):
        query[dice.choice(LIST_NAMES)] = [_list_value(dice, town) for _ in range(dice.choice([1, 1, 1, 2]))]
    if dice.randrange(6) == 0:
        raw = "&".join(f"{key}={quote(value[0])}" for key, value in query.items()) + dice.choice(
            ["&%", "&%zz=%", "&=", "&&", "&a;b", "%C3%28"]
        )
        query = parse_qs(raw, keep_blank_values=True, errors="replace")
    if dice.randrange(4) == 0:
        query["private"] = [dice.choice(["true", "1", "false", "TRUE", any_value(dice, town)])]
    return Sent("GET", _path(dice, name), query, _bearer(dice, town))


def _bearer(dice: Random, town: Town) -> dict[str, str]:
    """A key of an app, now and then; only some may read private cases."""
    names = ["key_all", "key_all", "key_submit", "key_department", "key_spent"]
    return {"Authorization": f"Bearer {town.known[dice.choice(names)]}"} if dice.randrange(4) == 0 else {}


def _list_value(dice: Random, town: Town) -> str:
    usual = (
        "open",
        "true",
        "2",
        "graffiti_removal",
        "wall",
        "es",
        "pothole,graffiti_removal",
        "-97.11,41.29,-97.09,41.31",
    )
    return (
        pick(dice, (usual, NUMBERS, MOMENTS, usual)[dice.randrange(4)]) if dice.randrange(3) else any_value(dice, town)
    )


def _single(dice: Random, town: Town) -> Sent:
    whole = dice.choice(list(town.cases.values())).number
    number = dice.choice([whole, whole, known(dice, town), any_value(dice, town)[:400] or "x"])
    query = {"extensions": [dice.choice(["true", "1", "v1", any_value(dice, town)])]} if dice.randrange(2) else {}
    return Sent("GET", _path(dice, f"requests/{quote(number, safe='')}"), query, _bearer(dice, town))


def _bulk(dice: Random, town: Town) -> Sent:
    sent = _list(dice, town, "bulk")
    return replace(sent, path=f"{V2}/bulk.csv") if dice.randrange(2) else sent


def _updates(dice: Random, town: Town) -> Sent:
    return _list(dice, town, "servicerequestupdates")


def _key(dice: Random, town: Town) -> str:
    odd = dice.randrange(16)
    if odd == 0:
        return any_value(dice, town)
    return town.known["key_spent" if odd == 1 else "key_department" if odd < 8 else "key_all"]


#: The types that the city takes itself.
OWN_SERVICES = sorted(code for code, service in rivermark()["services"].items() if not service.get("redirect"))


def report_pairs(dice: Random, town: Town) -> Pairs:
    """A report that is right, in one of several ways."""
    code = "pothole" if dice.randrange(3) else dice.choice(OWN_SERVICES)
    pairs = [("service_code", code)]
    for name, value in answers_for(code).items():
        pairs += [(f"attribute[{name}]", str(one)) for one in (value if isinstance(value, list) else [value])]
    if dice.randrange(5):
        pairs += [("lat", f"{HOME.latitude + dice.random() / 500}"), ("long", f"{HOME.longitude}")]
    else:
        pairs += [("address_string", "624 W Main Street")]
    more: Pairs = [
        ("description", any_value(dice, town)), ("email", "kim@example.org"), ("first_name", "Kim"), ("phone",
        "555-0100"),
        ("media_url", "https://example.org/a.jpg"), ("jurisdiction_id", str(rivermark()["city"]["jurisdiction_id"])),
        ("photo_id", town.known["free_photo"]), ("attribute[fixmystreet_id]", str(dice.randrange(9))),
    ]  # fmt: skip
    return pairs + [pair for pair in more if dice.randrange(3) == 0]


def _update_pairs(dice: Random, town: Town) -> Pairs:
    return [
        ("service_request_id", town.cases[dice.choice(["open", "started", "blank"])].number),
        ("update_id", str(dice.randrange(50))),
        ("status", dice.choice(["OPEN", "IN_PROGRESS", "FIXED", "CLOSED", "open"])),
        ("updated_datetime", iso(town.city.now()) or ""),
        ("description", any_value(dice, town)[:1_900]),
        ("outcome_text", dice.choice(["The wall is clean.", any_value(dice, town)[:500]])),
        ("photo_id", town.known["free_photo"]),
    ]


def _written(dice: Random, town: Town, name: str, pairs: Pairs) -> Sent:
    """A POST of the fields in one of the encodings, with the key in one of its places."""
    headers: dict[str, str] = {}
    query: dict[str, list[str]] = {}
    place, key = dice.randrange(4), _key(dice, town)
    if place == 0 and key.isascii() and key.isprintable():
        headers["Authorization"] = f"Bearer {key}"
    elif place == 1:
        query["api_key"] = [key]
    else:
        pairs = [*pairs, ("api_key", key)]
    bent = bend_pairs(dice, town, pairs)
    if dice.randrange(2):
        headers["Content-Type"], body = multipart(dice, bent)
    else:
        headers["Content-Type"], body = TYPES[0] if dice.randrange(3) else dice.choice(TYPES), urlencoded(dice, bent)
    return Sent("POST", _path(dice, name), query, headers, body)


def _report(dice: Random, town: Town) -> Sent:
    return _written(dice, town, "requests", report_pairs(dice, town))


def _update(dice: Random, town: Town) -> Sent:
    return _written(dice, town, "servicerequestupdates", _update_pairs(dice, town))


def _document(dice: Random, town: Town) -> Sent:
    """XML and JSON where a form is due, bombs and odd encodings among them."""
    text = dice.choice(MARKUP)
    body = text.encode(dice.choice(["utf-8", "utf-16", "utf-32", "utf-8-sig", "cp037"]), errors="replace")
    if dice.randrange(3) == 0:
        ladder = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
        body = f'<!DOCTYPE a [<!ENTITY e0 "ha">{ladder}]><a>&e9;</a>'.encode()
    headers = {
        "Content-Type": dice.choice(
            ["text/xml", "application/xml", "application/json", FORM, "multipart/form-data; boundary=x"]
        )
    }
    query = {"api_key": [town.known["key_all"]]}
    return Sent("POST", _path(dice, dice.choice(["requests", "servicerequestupdates"])), query, headers, body)


def _elsewhere(dice: Random, town: Town) -> Sent:
    """Unknown paths and methods."""
    odd = [
        "", "v2", "v2/", "v1/requests.json", "v2/requests/", "v2/requests//a.json", "v2/../requests.json",
        "v2/%2e%2e/%2e%2e/x.xml",
        ".json", "v2/.xml", "v2/requests.json/", "v2/requests.json/x.json", "discovery", "v2/tokens.json",
        "%00.json", "v2/%ff.json",
        "v2/services/a/b.json", "v2/servicerequestupdates/1.json", "x" * 3_000, "v2/requests.json%3Fa=b",
        "v2/💧.json", "v2/bulk.csv.json",
    ]  # fmt: skip
    path = (
        f"/open311/{quote(dice.choice(odd), safe='/%')}"
        if dice.randrange(2)
        else _path(dice, dice.choice(["requests", "services", "bulk"]))
    )
    method = dice.choice(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"])
    body = b"a=b" if method in ("POST", "PUT", "PATCH") else None
    return Sent(method, path, {}, {"Content-Type": FORM} if body else {}, body)


Draw = Callable[[Random, Town], Sent]
#: Reports come most often, because they do most.
KINDS: dict[str, Draw] = {
    "open311 read": _read,
    "open311 list": _list,
    "open311 single": _single,
    "open311 bulk": _bulk,
    "open311 updates": _updates,
    "open311 report": _report,
    "open311 report ": _report,
    "open311 report  ": _report,
    "open311 update": _update,
    "open311 document": _document,
    "open311 elsewhere": _elsewhere,
}


def _with_odd_headers(dice: Random, town: Town, sent: Sent) -> Sent:
    if dice.randrange(3):
        return sent
    name = dice.choice(
        [
            "Accept",
            "Accept-Language",
            "If-None-Match",
            "Idempotency-Key",
            "Authorization",
            "X-Forwarded-For",
            "User-Agent",
            "Content-Encoding",
        ]
    )
    value = dice.choice(
        [
            "*",
            "*/*",
            "text/html",
            '"x"',
            'W/"x", "y"',
            "en;q=0.5,es;q=x",
            "Basic eDp5",
            "Bearer",
            "gzip",
            ",,,;",
            any_value(dice, town),
        ]
    )
    shown = "".join(character for character in value if character.isprintable() and ord(character) < 256)[:4_000]
    return Sent(sent.method, sent.path, sent.query, {name: shown, **sent.headers}, sent.body)
