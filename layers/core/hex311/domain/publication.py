"""A publication of the city: which version came to stand, when, by whom and in which way."""

from dataclasses import dataclass
from enum import StrEnum


class Way(StrEnum):
    """`command`: by `hex311 city publish`; `upload`: by an administrator; `rules`: duplicate rules were edited."""

    COMMAND = "command"
    UPLOAD = "upload"
    RULES = "rules"
    ROLL_BACK = "roll_back"


@dataclass(frozen=True, slots=True)
class Publication:
    """`content_hash` is that of the pack, so that the same pack is not published twice; `by` the staff's subject."""

    version: str
    at: int
    way: Way
    by: str = ""
    by_name: str = ""
    previous: str = ""
    content_hash: str = ""
