"""How much one network address, one person, one place and one mailbox may ask for.

Windows are fixed (this hour, this day); keys are derived with the pepper, so the counters hold no personal data.
"""

from hex311.domain.follower import Contact
from hex311.domain.geography import Point
from hex311.ports import LimitHit, Ports
from hex311.spatial.cover import PLACE_RESOLUTION, cell_of

HOUR_S, DAY_S = 3_600, 86_400


def address_limit(ports: Ports, source_address: str) -> LimitHit:
    """Counted before any work is done."""
    return _hit(
        ports,
        "address",
        source_address,
        HOUR_S,
        ports.limit_policy.address_per_hour,
        "Too many reports from here.",
    )


def submission_limits(ports: Ports, reporter: Contact, point: Point) -> tuple[LimitHit, ...]:
    """Counted in the transaction that files the report: a report that fails is not counted."""
    policy = ports.limit_policy
    hits = [
        _hit(
            ports,
            "place",
            cell_of(point, PLACE_RESOLUTION),
            HOUR_S,
            policy.place_per_hour,
            "Many reports came in for this place just now. The city knows; you can follow one of them.",
        )
    ]
    if reporter.email or reporter.phone:
        person = reporter.email.lower() or reporter.phone
        hits.append(_hit(ports, "person", person, DAY_S, policy.person_per_day, "Too many reports from you today."))
    if reporter.email:
        hits.append(mail_limit(ports, reporter.email))
    return tuple(hits)


def mail_limit(ports: Ports, email: str) -> LimitHit:
    """Confirmation mails to one mailbox."""
    return _hit(
        ports,
        "mail",
        email.strip().lower(),
        HOUR_S,
        ports.limit_policy.mail_per_hour,
        "We have sent several mails to this address already. Please look for them first.",
    )


def staff_limit(ports: Ports, kind: str, subject: str, most: int) -> LimitHit:
    """What one staff member does in an hour. More than any telephone brings is a script, or somebody looking around."""
    return _hit(ports, f"staff-{kind}", subject, HOUR_S, most, "This is more than one telephone brings in an hour.")


def _hit(ports: Ports, kind: str, value: str, window_s: int, most: int, message: str) -> LimitHit:
    window = ports.now() // window_s
    key = ports.secrets.limit_key(kind, f"{value}#{window}")
    return LimitHit(key=key, most=most, ends_at=(window + 1) * window_s, message=message)
