"""The updates of cases that are asked for by their numbers, read from the cases themselves.

The change feed tells nobody of private cases; whoever may read their types asks for them one by one.
"""

from collections.abc import Sequence
from dataclasses import replace

from hex311.domain.public_change import Mark, PublicChange
from hex311.domain.tracking import parse_tracking_number
from hex311.ports import Ports, Standing
from hex311.usecases.publish_changes import changes_of


def updates_of_cases(ports: Ports, numbers: Sequence[str], *, private: bool) -> list[PublicChange]:
    """Every change on the timelines of these cases by the time it happened, the oldest first. Unknown numbers are left
    out, and so are private cases unless `private`. One read for each case."""
    found: list[PublicChange] = []
    for case_id in dict.fromkeys(one for number in numbers if (one := parse_tracking_number(number))):
        case = ports.cases.case_file(case_id)
        if case is None or (case.request.is_private and not private):
            continue
        for change in changes_of(ports, case, Standing(case_id, Mark(0, 0), 0)):
            found.append(replace(change, mark=Mark(change.occurred_at, change.version)))
    return sorted(found, key=lambda change: (change.occurred_at, change.case_id, change.version))
