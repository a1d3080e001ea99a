"""Saved views, in the catalogue table: one small item for each person and each department that has some."""

from typing import Any

from pynamodb.exceptions import PutError
from pynamodb.expressions.condition import Condition

from hex311.adapters.dynamodb import keys
from hex311.adapters.dynamodb.faults import code_of, passing_faults
from hex311.adapters.dynamodb.records import ViewsRecord
from hex311.domain.saved_view import SavedView, Shelf
from hex311.ports import Clash, Views

_VIEW = ("id", "name", "question", "by", "at")


class DynamoViews(Views):
    """The `Views` port; tables are set by `use_tables`."""

    @passing_faults
    def read(self, owner: str) -> Shelf:
        try:
            record = ViewsRecord.get(keys.views_pk(owner), keys.VIEWS, consistent_read=True)
        except ViewsRecord.DoesNotExist:
            return Shelf(owner)
        return to_shelf(owner, int(record.v), record.document)

    @passing_faults
    def keep(self, shelf: Shelf) -> None:
        record = ViewsRecord(
            keys.views_pk(shelf.owner), keys.VIEWS, v=shelf.version + 1, document=shelf_document(shelf)
        )
        seen: Condition = ViewsRecord.v == shelf.version if shelf.version else ViewsRecord.pk.does_not_exist()
        try:
            record.save(seen)
        except PutError as error:
            if code_of(error) == "ConditionalCheckFailedException":
                raise Clash from error
            raise


def shelf_document(shelf: Shelf) -> dict[str, Any]:
    views = [{name: getattr(view, name) for name in _VIEW} for view in shelf.views]
    return {"views": views, "firsts": dict(shelf.firsts)}


def to_shelf(owner: str, version: int, document: dict[str, Any]) -> Shelf:
    return Shelf(owner, version, tuple(SavedView(**view) for view in document["views"]), document["firsts"])
