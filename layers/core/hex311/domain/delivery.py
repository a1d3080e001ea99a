"""What an outside mailbox or system is to be told of a work order, and how it stands with the telling.

A delivery is told at least once. It is tried with growing pauses for a week; then it stays in the list of the
undelivered until somebody sends it off again. A target that keeps failing is left alone for a while (`Circuit`), so
that one dead system does not take the time of the others.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

MINUTE_S, HOUR_S, DAY_S = 60, 3_600, 86_400

#: Longer than one attempt can take.
CLAIM_S = 150
FIRST_PAUSE_S, LONGEST_PAUSE_S = MINUTE_S, HOUR_S
GIVE_UP_S = 7 * DAY_S
#: When a delivery that is still being tried is told on the case, and rings.
TROUBLE_S = 15 * MINUTE_S
KEPT_S = 90 * DAY_S

FAILURES_TO_OPEN = 3
FIRST_REST_S, LONGEST_REST_S = 30, 15 * MINUTE_S
PROBE_S = MINUTE_S

OFFICER = "officer."
#: Before a department that is asked how a work order stands, because it does not tell by itself.
FOLLOW = "follow."
#: The line that all officers stand in.
OFFICERS = "officers"


class DeliveryState(StrEnum):
    PENDING = "pending"
    UNDELIVERED = "undelivered"
    DELIVERED = "delivered"
    ACKNOWLEDGED = "acknowledged"


#: Still to be sent.
OWED = frozenset({DeliveryState.PENDING, DeliveryState.UNDELIVERED})


class News(StrEnum):
    """What is told: the work order is yours, has changed, or is not yours any more; or an officer is informed."""

    CREATED = "created"
    UPDATED = "updated"
    WITHDRAWN = "withdrawn"
    INFORMED = "informed"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One piece of news for one target. Times are epoch seconds.

    `target` is a department's code, `follow.<code>` or `officer.<code>`; `remote` what a followed work order is called
    there. `version` is the event that is told, 0 for an officer, who is
    informed once of a work order. `next_at` is when it is tried next; None when it is not tried any more. `reason` is
    the code of the last failure, never a sentence of the other side.
    """

    case_id: str
    version: int
    work_order_id: str
    target: str
    department: str
    news: News
    created_at: int
    next_at: int | None
    state: DeliveryState = DeliveryState.PENDING
    attempts: int = 0
    reason: str = ""
    finished_at: int | None = None
    private: bool = False
    remote: str = ""

    @property
    def id(self) -> str:
        return f"{self.case_id}:{self.version}:{self.work_order_id}:{self.target}"

    @property
    def line(self) -> str:
        """Where it waits: departments have a line each, so that one cannot hold up another; officers share one."""
        return OFFICERS if self.target.startswith(OFFICER) else self.target.removeprefix(FOLLOW)

    @property
    def is_following(self) -> bool:
        return self.target.startswith(FOLLOW)

    @property
    def is_owed(self) -> bool:
        return self.state in OWED

    def in_trouble(self, now: int) -> bool:
        """Whether somebody should look at it: it fails for a while already, or is not tried any more."""
        late = self.next_at is None or now - self.created_at >= TROUBLE_S
        return self.state is DeliveryState.UNDELIVERED and late

    def delivered(self, now: int, *, acknowledged: bool = False) -> "Delivery":
        state = DeliveryState.ACKNOWLEDGED if acknowledged else DeliveryState.DELIVERED
        return replace(self, state=state, next_at=None, reason="", finished_at=now)

    def looked(self, now: int, again_at: int, remote: str) -> "Delivery":
        """Asked, and to be asked again; the week of attempts begins anew."""
        pending = DeliveryState.PENDING
        return replace(self, state=pending, created_at=now, next_at=again_at, attempts=0, reason="", remote=remote)

    def failed(self, now: int, reason: str, share: float) -> "Delivery":
        """Tried in vain. `share` (0 to 1) spreads the next attempts of many deliveries over the pause."""
        pause = min(FIRST_PAUSE_S * 2 ** min(self.attempts - 1, 10), LONGEST_PAUSE_S)
        again = now + int(pause * (0.75 + 0.25 * share))
        given_up = now - self.created_at >= GIVE_UP_S
        return replace(self, state=DeliveryState.UNDELIVERED, reason=reason[:60], next_at=None if given_up else again)

    def redriven(self, now: int) -> "Delivery":
        """Sent off again by a person: as new, with a week of attempts before it. Why it failed before stays, so that
        the case is told when it arrives."""
        return replace(self, state=DeliveryState.PENDING, created_at=now, next_at=now, attempts=0)


def delivery_key(delivery_id: str) -> tuple[str, int, str, str] | None:
    """`(case_id, version, work_order_id, target)` of an id of ours, else None."""
    parts = delivery_id.split(":")
    if len(parts) != 4 or not all(parts) or not (parts[1].isascii() and parts[1].isdecimal() and len(parts[1]) < 7):
        return None
    return parts[0], int(parts[1]), parts[2], parts[3]


@dataclass(frozen=True, slots=True)
class Circuit:
    """How a target has answered lately. It is left alone until `open_until`; then one attempt finds out."""

    failures: int = 0
    open_until: int = 0

    @property
    def is_open(self) -> bool:
        return self.failures >= FAILURES_TO_OPEN

    def resting(self, now: int) -> bool:
        return now < self.open_until

    def after_failure(self, now: int) -> "Circuit":
        failures = self.failures + 1
        if failures < FAILURES_TO_OPEN:
            return Circuit(failures)
        rest = min(FIRST_REST_S * 2 ** min(failures - FAILURES_TO_OPEN, 10), LONGEST_REST_S)
        return Circuit(failures, now + rest)


@dataclass(frozen=True, slots=True)
class WorkLink:
    """What the holder of a mailed link may answer for: one work order of one department, until `expires_at`.

    `ordered_at` is when the work order was made: a link never opens one that was made later under the same id.
    """

    case_id: str
    work_order_id: str
    department: str
    ordered_at: int
    expires_at: int
