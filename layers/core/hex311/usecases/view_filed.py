"""What was filed under an idempotency key."""

from hex311.ports import Ports


def filed_number(ports: Ports, key: str) -> str:
    """The number of the case that this key filed; empty when it filed none. Keys are made at random by those who send
    with them, so whoever knows one may know the number."""
    record = ports.cases.answered(key)
    return record.case_id if record else ""
