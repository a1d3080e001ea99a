"""The change feed in the cases table: one partition a month, a counter, and a mark for each case that was told of.

It lies beside the cases so that both are restored to the same moment. The relay's stream filter lets `EVENT#` items
through alone, so the feed does not feed itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from hex311.adapters.dynamodb import keys
from hex311.adapters.dynamodb.connection import SharedConnection
from hex311.adapters.dynamodb.faults import PASSING_REASONS, passing_faults
from hex311.adapters.dynamodb.records import ChangeRecord, FeedRecord
from hex311.adapters.dynamodb.transaction import LabelledTransaction, Refused
from hex311.domain.errors import TransientFault
from hex311.domain.public_change import DAY_S, KEPT_S, Mark, PublicChange
from hex311.ports import Clash, Standing

#: Dropped some time after nobody may ask for them any more, so that a reader never meets a hole.
SPARE_S = 2 * DAY_S


class DynamoChanges:
    """The `Changes` port."""

    def __init__(self, region: str) -> None:
        self._connection = SharedConnection(region=region)

    @passing_faults
    def standing(self, case_id: str) -> Standing:
        wanted = [(keys.FEED, keys.FEED_END), (keys.told_pk(case_id), keys.TOLD)]
        found = {record.sk: record for record in FeedRecord.batch_get(wanted, consistent_read=True)}
        told = found.get(keys.TOLD)
        return Standing(case_id, _end(found.get(keys.FEED_END)), int(told.n) if told else 0)

    @passing_faults
    def end(self) -> Mark:
        try:
            return _end(FeedRecord.get(keys.FEED, keys.FEED_END, consistent_read=True))
        except FeedRecord.DoesNotExist:
            return Mark(0, 0)

    @passing_faults
    def append(self, seen: Standing, changes: Sequence[PublicChange]) -> None:
        last, seen_end = changes[-1], seen.end
        transaction = LabelledTransaction(self._connection)
        is_new_feed, is_new_case = FeedRecord.pk.does_not_exist(), FeedRecord.pk.does_not_exist()
        transaction.put(
            "end",
            FeedRecord(keys.FEED, keys.FEED_END, n=last.mark.position, at=last.mark.at),
            FeedRecord.n == seen_end.position if seen_end.position else is_new_feed,
        )
        transaction.put(
            "told",
            FeedRecord(keys.told_pk(seen.case_id), keys.TOLD, n=last.version, at=last.mark.at),
            FeedRecord.n == seen.told if seen.told else is_new_case,
        )
        for change in changes:
            transaction.put(f"change#{change.mark.position}", change_record(change))
        try:
            transaction.commit()
        except Refused as refused:
            if any(refusal.code in PASSING_REASONS for refusal in refused.refusals):
                raise TransientFault from refused
            raise Clash(str(refused)) from refused

    @passing_faults
    def after(self, start: Mark, until: int | None, most: int) -> tuple[PublicChange, ...]:
        last = until if until is not None else self.end().at
        found: list[PublicChange] = []
        for month in _months(start.at, last):
            records = ChangeRecord.query(
                keys.feed_pk(month),
                ChangeRecord.sk.between(keys.behind(keys.feed_sk(start)), keys.before_second(last + 1)),
                consistent_read=True,
                limit=most - len(found),
            )
            found += [to_change(record.document) for record in records]
            if len(found) == most:
                break
        return tuple(found)

    @passing_faults
    def before(self, mark: Mark) -> Mark | None:
        for month in reversed(list(_months(mark.at - KEPT_S, mark.at))):
            records = ChangeRecord.query(
                keys.feed_pk(month),
                ChangeRecord.sk < keys.feed_sk(mark),
                consistent_read=True,
                scan_index_forward=False,
                limit=1,
            )
            for record in records:
                return to_change(record.document).mark
        return None


def _end(record: FeedRecord | None) -> Mark:
    return Mark(int(record.at), int(record.n)) if record else Mark(0, 0)


def _months(begin: int, until: int) -> Iterator[str]:
    """`2026-11`, `2026-12`, from the month of `begin` to that of `until`."""
    day, last = datetime.fromtimestamp(max(0, begin), UTC), datetime.fromtimestamp(max(0, until), UTC)
    year, month = day.year, day.month
    while (year, month) <= (last.year, last.month):
        yield f"{year:04d}-{month:02d}"
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def change_record(change: PublicChange) -> ChangeRecord:
    document = asdict(change)
    return ChangeRecord(
        keys.feed_pk(next(_months(change.mark.at, change.mark.at))),
        keys.feed_sk(change.mark),
        document={**document, "parts": list(change.parts)},
        expires_at=change.mark.at + KEPT_S + SPARE_S,
    )


def to_change(document: dict[str, Any]) -> PublicChange:
    return PublicChange(**{**document, "mark": Mark(**document["mark"]), "parts": tuple(document["parts"])})
