"""Who is looking at a case: one item for each case, written and read in one call, gone by itself."""

import json
from collections.abc import Sequence
from hashlib import sha256

from pynamodb.expressions.operand import Path

from hex311.adapters.dynamodb import keys
from hex311.adapters.dynamodb.faults import passing_faults
from hex311.adapters.dynamodb.records import LimitRecord
from hex311.ports import Looker

_LOOKER = "l_"


class DynamoPresence:
    """The `PresenceBook` port. Each looker is an attribute of their own, so the item is read raw."""

    @passing_faults
    def note(self, case_id: str, who: Looker, now: int) -> Sequence[Looker]:
        mine = Path(f"{_LOOKER}{sha256(who.subject.encode()).hexdigest()[:24]}")
        said = mine.set(json.dumps([who.subject, who.name, who.until])) if who.until else mine.remove()
        connection = LimitRecord._get_connection()
        answer = connection.update_item(
            keys.looking_key(case_id),
            actions=[said, LimitRecord.expires_at.set(max(who.until, now))],
            return_values="ALL_NEW",
        )
        raw = answer.get("Attributes", {})
        found = [Looker(*json.loads(raw[name]["S"])) for name in sorted(raw) if name.startswith(_LOOKER)]
        return [one for one in found if one.until > now]
