"""What a browser without scripts remembers for an hour: the reports it sent or opened with their secrets.

Such a browser has no fragment that a page could read, and a secret in an address would end up in its history. So the
secret comes in the body of a form, and lies in a cookie until the page that follows it has been read. It only shows;
whatever changes something carries the secret in its own form (see decision 100).
"""

import re
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie

NAME = "hex311_basic"
LIFE_S = 3_600
#: So many reports at once; the oldest is forgotten first.
MOST = 5
#: NUMBER.SECRET of a reporter, NUMBER~TOKEN of a follower.
_KEY = re.compile(r"([A-Za-z0-9_-]{3,40})([.~])([A-Za-z0-9_.=-]{1,300})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Key:
    """Opens one report: to its reporter (`secret`) or to a follower (`token` of a mail)."""

    number: str
    secret: str = ""
    token: str = ""

    @property
    def text(self) -> str:
        return f"{self.number}.{self.secret}" if self.secret else f"{self.number}~{self.token}"


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of a browser. `is_kept` says that it keeps cookies at all: it sent back what a page gave it."""

    keys: tuple[Key, ...] = ()
    is_kept: bool = False

    @classmethod
    def read(cls, header: str) -> "Keys":
        try:
            found = SimpleCookie(header).get(NAME)
        except CookieError:
            return cls()
        if found is None:
            return cls()
        keys = [key for part in found.value.split("|")[:MOST] if (key := read_key(part))]
        return cls(tuple(keys), is_kept=True)

    def of(self, number: str) -> Key:
        """What opens this report, or a key that opens nothing more than the public page."""
        return next((key for key in self.keys if key.number == number), Key(number))

    def with_key(self, key: Key) -> "Keys":
        others = [one for one in self.keys if one.number != key.number]
        return Keys((*others, key)[-MOST:], is_kept=True)

    @property
    def header(self) -> str:
        """The value of `Set-Cookie`. Nobody else's script, site or path gets it."""
        value = "|".join(key.text for key in self.keys) or "-"
        return f"{NAME}={value}; Path=/basic/; Max-Age={LIFE_S}; Secure; HttpOnly; SameSite=Strict"


def read_key(text: str) -> Key | None:
    """`NUMBER.SECRET` or `NUMBER~TOKEN`."""
    found = _KEY.fullmatch(text)
    if found is None:
        return None
    number, kind, secret = found.groups()
    return Key(number, secret=secret) if kind == "." else Key(number, token=secret)
