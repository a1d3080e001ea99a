"""Counters in DynamoDB, what each case was counted as, and the models learned from them."""

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any
from uuid import uuid4

from pynamodb.exceptions import PutError, TransactWriteError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.operand import Path
from pynamodb.expressions.update import Action

from hex311.adapters.dynamodb import keys
from hex311.adapters.dynamodb.connection import SharedConnection
from hex311.adapters.dynamodb.faults import PASSING_REASONS, passing_faults
from hex311.adapters.dynamodb.records import InsightRecord
from hex311.adapters.dynamodb.transaction import CONFLICT, LabelledTransaction, Refused
from hex311.domain.case_entry import CaseEntry, entry_of, packed, unpacked
from hex311.domain.contribution import NOW, Contribution, CounterKey, delta, escaped, unescaped
from hex311.domain.errors import TransientFault
from hex311.domain.estimate import TypeModel
from hex311.ports import Clash
from hex311.ports.insights import Counted, Listing

#: Counter attributes carry a letter in front, because a name may not begin with a digit everywhere.
_COUNTER = "n"
MODEL_SECONDS = 600
#: Above every character of a sort key.
_END = "\uffff"


class DynamoInsights:
    """The `Insights` port. Models are remembered for ten minutes, also that there is none."""

    def __init__(self, region: str, now: Callable[[], int]) -> None:
        self._connection = SharedConnection(region=region)
        self._now = now
        self._models: dict[str, tuple[int, TypeModel | None]] = {}

    @passing_faults
    def counted(self, case_id: str) -> Counted | None:
        try:
            record = InsightRecord.get(keys.case_pk(case_id), keys.COUNTED, consistent_read=True)
        except InsightRecord.DoesNotExist:
            return None
        found = Contribution.of_document(record.document or {})
        return Counted(int(record.version or 0), found, record.review_on or "", record.write_id or "")

    @passing_faults
    def count(self, case_id: str, before: Counted | None, after: Counted) -> Counted:
        write_id = uuid4().hex
        transaction = LabelledTransaction(self._connection)
        record = _counted_item(case_id, replace(after, stamp=write_id))
        condition: Condition = InsightRecord.pk.does_not_exist()
        if before is not None:
            condition = InsightRecord.write_id == before.stamp
        transaction.put("case", record, condition)
        changes = delta(before.contribution if before else None, after.contribution)
        for key, counts in sorted(changes.items()):
            item = InsightRecord(
                keys.counters_pk(key.layer, key.period[:4]), keys.counters_sk(key.area, key.code, key.period)
            )
            actions: list[Action] = [Path(f"{_COUNTER}{name}").add(n) for name, n in sorted(counts.items())]
            transaction.update("counters", item, actions)
        try:
            transaction.commit()
        except Refused as refused:
            _explain(refused, write_id)
        return replace(after, stamp=write_id)

    def rows(
        self, layer: str, area: str, code: str | None, first: str, last: str
    ) -> Iterable[tuple[CounterKey, Mapping[str, int]]]:
        prefix = f"{escaped(area)}#{code}#" if code is not None else f"{escaped(area)}#"
        for year in range(int(first[:4]), int(last[:4]) + 1):
            low, high = prefix, f"{prefix}{_END}"
            if code is not None:
                low = f"{prefix}{first[5:7]}" if year == int(first[:4]) else prefix
                high = f"{prefix}{last[5:7]}{_END}" if year == int(last[:4]) else high
            condition = InsightRecord.sk.between(low, high)
            for key, counts in self._query(keys.counters_pk(layer, str(year)), condition):
                if first[:7] <= key.period[:7] <= last[:7]:
                    yield key, counts

    def layer_rows(self, layer: str, year: str) -> Iterable[tuple[CounterKey, Mapping[str, int]]]:
        yield from self._query(keys.counters_pk(layer, year), None)

    def live(self, layer: str) -> Mapping[str, Mapping[str, int]]:
        rows = self._query(keys.counters_pk(layer, NOW[:4]), None, consistent=True)
        found = {key.area: {name: n for name, n in counts.items() if n > 0} for key, counts in rows}
        return {area: counts for area, counts in found.items() if counts}

    def _query(
        self, pk: str, condition: Condition | None, *, consistent: bool = False
    ) -> Iterator[tuple[CounterKey, dict[str, int]]]:
        layer, _, year = pk.rpartition("#")
        start: Any = None
        while True:
            page = self._page(pk, condition, start, consistent=consistent)
            for raw in page["Items"]:
                area, code, period = raw["sk"]["S"].split("#")
                key = CounterKey(layer, unescaped(area), code, f"{year}-{period}")
                yield key, {name[1:]: int(value["N"]) for name, value in raw.items() if name[0] == _COUNTER}
            start = page.get("LastEvaluatedKey")
            if not start:
                return

    @passing_faults
    def _page(self, pk: str, condition: Condition | None, start: Any, *, consistent: bool) -> dict[str, Any]:
        connection = InsightRecord._get_connection()
        page: dict[str, Any] = connection.query(
            pk, range_key_condition=condition, exclusive_start_key=start, consistent_read=consistent
        )
        return page

    @passing_faults
    def look_again(self, case_id: str, known: Counted, on: str) -> None:
        record = _counted_item(case_id, replace(known, review_on=on))
        try:
            record.save(InsightRecord.write_id == known.stamp)
        except PutError as refused:
            if refused.cause_response_code != "ConditionalCheckFailedException":
                raise

    @passing_faults
    def to_review(self, code: str, day: str) -> Iterable[str]:
        found = InsightRecord.open.query(code, InsightRecord.review_on <= day)
        return [record.pk.removeprefix("CASE#") for record in found]

    @passing_faults
    def entries(self, listing: Listing, most: int, after: str = "") -> list[CaseEntry]:
        index, key = keys.BY_OPENED_INDEX, "opened_key"
        if listing.by_closing:
            index, key = keys.BY_CLOSED_INDEX, "closed_key"
        low, high = f"{listing.first}#", f"{listing.last}#{_END}"
        if after:
            low, high = (low, after) if listing.newest_first else (after, high)
        between = getattr(InsightRecord, key).between(low, high)
        found: list[CaseEntry] = []
        start: Any = None
        while True:
            page = InsightRecord._get_connection().query(
                listing.line,
                between,
                index_name=index,
                exclusive_start_key=start,
                limit=most + bool(after) - len(found),
                scan_index_forward=not listing.newest_first,
            )
            # the key to go on after comes once more
            items = (item for item in page["Items"] if item[key]["S"] != after)
            found += [unpacked(item["pk"]["S"].removeprefix("CASE#"), item["entry"]["S"]) for item in items]
            start = page.get("LastEvaluatedKey")
            if not start or len(found) >= most:
                return found[:most]

    @passing_faults
    def model(self, code: str) -> TypeModel | None:
        now = self._now()
        held = self._models.get(code)
        if held is None or not 0 <= now - held[0] < MODEL_SECONDS:
            held = self._models[code] = (now, self._read_model(code))
        return held[1]

    def _read_model(self, code: str) -> TypeModel | None:
        try:
            record = InsightRecord.get(keys.MODEL, code)
        except InsightRecord.DoesNotExist:
            return None
        return TypeModel.of_document(json.loads(zlib.decompress(record.body or b"")))

    @passing_faults
    def keep_model(self, learned: TypeModel) -> None:
        body = zlib.compress(json.dumps(learned.document(), separators=(",", ":")).encode(), 9)
        InsightRecord(keys.MODEL, learned.code, body=body).save()
        self._models.pop(learned.code, None)


def _counted_item(case_id: str, known: Counted) -> InsightRecord:
    entry = entry_of(case_id, known.contribution)
    return InsightRecord(
        keys.case_pk(case_id),
        keys.COUNTED,
        version=known.version,
        document=known.contribution.document(),
        write_id=known.stamp,
        open_code=known.contribution.code if known.review_on else None,
        review_on=known.review_on or None,
        entry=packed(entry),
        opened_line=entry.opened_line,
        opened_key=entry.opened_key,
        closed_line=entry.closed_line or None,
        closed_key=entry.closed_key if entry.closed else None,
    )


def _explain(refused: Refused, write_id: str) -> None:
    """Turn a refusal into the port's words. Our own write, whose answer was lost, is a success."""
    case = refused.of("case")
    if case and case.item and case.item.get("write_id", {}).get("S") == write_id:
        return
    if case or any(refusal.code == CONFLICT for refusal in refused.refusals):
        raise Clash(str(refused)) from refused
    if any(refusal.code in PASSING_REASONS for refusal in refused.refusals):
        raise TransientFault from refused
    raise TransactWriteError(str(refused)) from refused
