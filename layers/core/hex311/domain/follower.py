"""Followers: people who want to hear of a case. Their addresses live elsewhere; here are only links."""

from dataclasses import dataclass
from enum import StrEnum


class FollowerStatus(StrEnum):
    PENDING = "pending"
    CONFIRMED = "confirmed"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Follower:
    """`id` is derived from case and address, so asking twice is the same follower."""

    case_id: str
    id: str
    status: FollowerStatus
    language: str
    requested_at: int


@dataclass(frozen=True, slots=True)
class Contact:
    """Personal data of a reporter or follower. Stored apart, under its own key; never in events or logs."""

    email: str = ""
    phone: str = ""
    first_name: str = ""
    last_name: str = ""
    language: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.email or self.phone or self.first_name or self.last_name)
