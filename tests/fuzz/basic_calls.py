"""Whole calls of the pages without scripts: pages, steps of a report, the last step, acts on a report, mailed links."""

from collections.abc import Callable
from random import Random
from urllib.parse import quote

from tests.fuzz.door_calls import FORM, OWN_SERVICES, TYPES
from tests.fuzz.gate import Sent
from tests.fuzz.parts import multipart
from tests.fuzz.town import Town
from tests.fuzz.words import Pairs, any_value, bend_pairs, known, urlencoded
from tests.support.city import HOME, answers_for

STEPS = ("place", "choose", "known", "details", "photo", "check")
ACTS = ("follow", "join", "reopen", "answer", "nothing")


def drawn_basic(dice: Random, town: Town) -> tuple[str, Sent]:
    """(kind of call, call). The same state of the generator makes the same call of the same town."""
    kind = dice.choice(list(KINDS))
    return kind.strip(), KINDS[kind](dice, town)


def _headers(dice: Random, town: Town) -> dict[str, str]:
    """Cookies and languages as browsers send them, and as nobody should."""
    headers: dict[str, str] = {}
    if dice.randrange(2):
        case = dice.choice(list(town.cases.values()))
        odd = _plain(any_value(dice, town))
        cookie = dice.choice(["-", "-", f"{case.number}.{case.secret}", f"{case.number}~{town.known['leave']}", odd])
        headers["Cookie"] = dice.choice(["", "a=b; ", odd[:50] + "; "]) + f"hex311_basic={cookie}"
    if dice.randrange(3) == 0:
        headers["Accept-Language"] = dice.choice(["es", "ar,es;q=0.5", "*", _plain(any_value(dice, town))])
    if dice.randrange(8) == 0:
        headers["Origin"] = dice.choice([town.city.public_url, "null", "https://evil.example", "http://[", "x" * 3_000])
    if dice.randrange(12) == 0:
        headers["Sec-Fetch-Site"] = dice.choice(["same-origin", "none", "cross-site", "same-site", "?"])
    return headers


def _plain(text: str) -> str:
    return "".join(sign for sign in text if sign.isprintable() and ord(sign) < 256)[:3_000]


def _page(dice: Random, town: Town) -> Sent:
    number = dice.choice(
        [known(dice, town), dice.choice(list(town.cases.values())).number, any_value(dice, town)[:300]]
    )
    path = dice.choice(
        ["", "report", "request", "mail", f"request/{quote(number, safe='')}", f"done/{quote(number, safe='')}",
         f"report/{dice.choice(OWN_SERVICES)}", f"report/{quote(any_value(dice, town)[:300], safe='') or 'x'}",
         "report/power_outage", "nothing", "%00", "%ff/x", "..%2f..", "report/a/b/c", "x" * 2_000, "💧"]
    )  # fmt: skip
    names = ("words", "lang", "number", "said", "mail")
    query = {dice.choice(names): [any_value(dice, town)[:3_000]] for _ in range(dice.randrange(3))}
    return Sent(dice.choice(["GET", "GET", "GET", "HEAD"]), f"/basic/{path}" if path else "/basic", query,
                _headers(dice, town))  # fmt: skip


def _posted(dice: Random, town: Town, path: str, pairs: Pairs, can_hold_files: bool = False) -> Sent:
    headers = _headers(dice, town)
    bent = bend_pairs(dice, town, pairs) if dice.randrange(3) else pairs
    if can_hold_files and dice.randrange(3) == 0:
        headers["Content-Type"], body = multipart(dice, bent)
    else:
        headers["Content-Type"] = FORM if dice.randrange(8) else dice.choice(TYPES)
        body = urlencoded(dice, bent)
    return Sent("POST", path, {"lang": ["es"]} if dice.randrange(6) == 0 else {}, headers, body)


def _key(dice: Random) -> str:
    return f"{dice.getrandbits(128):032x}" if dice.randrange(9) else "0" * 32


def _draft(dice: Random, town: Town, code: str) -> Pairs:
    """A report whose steps are done."""
    pairs: Pairs = [("key", _key(dice)), ("place", "HOME")]
    pairs += [("lat", f"{HOME.latitude + dice.random() / 500:.6f}"), ("long", f"{HOME.longitude}")]
    pairs += [("done", step) for step in STEPS if step not in ("choose", "check") or dice.randrange(20) == 0]
    for name, value in answers_for(code).items():
        pairs += [(f"answer.{name}", str(one)) for one in (value if isinstance(value, list) else [value])]
        pairs.append(("asked", name))
    more: Pairs = [
        ("description", any_value(dice, town)), ("email", "kim@example.org"), ("phone", "555-0100"),
        ("photo_id", town.known["free_photo"]), ("address", any_value(dice, town)[:280]),
        ("not_duplicate_of", town.cases["open"].number), ("reopens", dice.choice(list(town.cases.values())).number),
        ("go", dice.choice([*STEPS, any_value(dice, town)[:90]])), ("asset_id", "street_light:P-7"),
    ]  # fmt: skip
    return pairs + [pair for pair in more if dice.randrange(6) == 0]


def _step(dice: Random, town: Town) -> Sent:
    code = dice.choice(OWN_SERVICES)
    place = dice.choice(["624 W Main Street", "Main", "41.3, -97.1", "41.3 -97.1", "10, 10", any_value(dice, town)])
    choice = dice.choice(["none", "41.3,-97.1,Here", any_value(dice, town)])
    pairs = [pair for pair in _draft(dice, town, code) if dice.randrange(8)]
    pairs += [("step", dice.choice(STEPS)), ("place", place), ("choice", choice)]
    if dice.randrange(20) == 0:
        pairs.append(("without", "1"))
    return _posted(dice, town, f"/basic/report/{code}", pairs, can_hold_files=True)


def _send(dice: Random, town: Town) -> Sent:
    code = "pothole" if dice.randrange(2) else dice.choice(OWN_SERVICES)
    return _posted(dice, town, f"/basic/report/{code}", [("step", "check"), *_draft(dice, town, code)])


def _look_up(dice: Random, town: Town) -> Sent:
    case = dice.choice(list(town.cases.values()))
    typed = dice.choice(
        [case.number, f"{case.number}.{case.secret}", f"{town.city.public_url}/request/#{case.number}.{case.secret}",
         f"{case.number}~{town.known['leave']}", any_value(dice, town)]
    )  # fmt: skip
    code = dice.choice(["", case.secret, any_value(dice, town)])
    return _posted(dice, town, "/basic/request", [("number", typed), ("code", code)])


def _act(dice: Random, town: Town) -> Sent:
    case = dice.choice(list(town.cases.values()))
    name, number = dice.choice(ACTS), dice.choice([case.number, case.number, known(dice, town)])
    pairs: Pairs = [
        ("email", dice.choice(["kim@example.org", any_value(dice, town)])), ("key", _key(dice)),
        ("reason", any_value(dice, town)[:1_200]), ("answer", any_value(dice, town)[:2_200]),
        ("secret", dice.choice([case.secret, case.secret, any_value(dice, town)])),
    ]  # fmt: skip
    if dice.randrange(4) == 0:
        pairs.append(("token", town.known[dice.choice(["leave", "confirm"])]))
    return _posted(dice, town, f"/basic/request/{quote(number, safe='')}/{name}", pairs)


def _mail(dice: Random, town: Town) -> Sent:
    token = dice.choice([town.known["confirm"], town.known["leave"], any_value(dice, town)])
    link = dice.choice(["", f"{town.city.public_url}/confirm/#"]) + token
    return _posted(dice, town, "/basic/mail", [("link", link), ("act", dice.choice(["confirm", "leave", "x"]))])


Draw = Callable[[Random, Town], Sent]
KINDS: dict[str, Draw] = {
    "basic page": _page,
    "basic page ": _page,
    "basic step": _step,
    "basic step ": _step,
    "basic send": _send,
    "basic send ": _send,
    "basic look up": _look_up,
    "basic act": _act,
    "basic mail": _mail,
}
