"""Service request updates, in both directions: what happened since, and what clients tell of a request."""

import re
from typing import Any
from urllib.parse import urlencode

from chalice import Response

from hex311.domain.api_key import Scope
from hex311.domain.errors import BadInput, Problem
from hex311.domain.lifecycle import Status
from hex311.domain.moments import iso
from hex311.domain.public_change import DAY_S, Mark, PublicChange, mark_of
from hex311.domain.update_words import MEANINGS, plain_word, word_for
from hex311.domain.work_report import Evidence
from hex311.http.open311.call import Call
from hex311.http.open311.documents import render
from hex311.http.open311.list_query import DAYS, MOST, Reader
from hex311.http.open311.service_documents import cached
from hex311.usecases.api_keys import check_key
from hex311.usecases.read_changes import changes_between
from hex311.usecases.receive_update import Update, receive_update
from hex311.usecases.updates_of_cases import updates_of_cases

USUAL_S = 7 * DAY_S
MOST_TEXT, MOST_ID, MOST_LINKS, MOST_SENTENCE = 2_000, 200, 10, 500
_PHOTO_ID = re.compile(r"[0-9a-f]{32}", re.ASCII)
KEPT_S = 15
#: Each is read from its case.
MOST_REQUESTS = 50
#: The report itself is no update of it, and what was released says nothing of the status.
_NO_UPDATES = frozenset({"RequestSubmitted", "RequestImported", "ContentReleased", "ContentWithdrawn"})


def updates_view(call: Call) -> Response:
    """`GET servicerequestupdates`: the updates published within a time, or those of some requests, the oldest first."""
    if call.query.get("service_request_id"):
        return _of_requests(call)
    begin, end, after, most = _window(call)
    told = changes_between(call.ports, begin, end, after, most)
    items = [_item(call, change) for change in told.changes if change.name not in _NO_UPDATES]
    response = cached(call, render("service_request_updates", items, call.suffix), KEPT_S)
    if len(told.changes) == most and told.end:
        asked = {name: value for name, value in call.query.items() if name != "api_key"}
        more = {**asked, "start_date": iso(begin), "end_date": iso(end), "after_key": told.end.text}
        target = f"{call.ports.public_url}/open311/v2/servicerequestupdates.{call.suffix}?{urlencode(more)}"
        response.headers["Link"] = f'<{target}>; rel="next"'
    return response


def _of_requests(call: Call) -> Response:
    """The updates of these requests by the time they happened, all of them unless a window is given."""
    reader = Reader(call.query)
    numbers, begin, end = reader.words("service_request_id"), reader.moment("start_date"), reader.moment("end_date")
    if len(numbers) > MOST_REQUESTS:
        reader.refuse("service_request_id", f"More than {MOST_REQUESTS} ids.", "Ask for them in parts.")
    if reader.problems:
        raise BadInput(reader.problems)
    private = call.asks_for_private() or (len(numbers) == 1 and call.may_read_private())
    items = [
        _item(call, change)
        for change in updates_of_cases(call.ports, numbers, private=private)
        if change.name not in _NO_UPDATES
        and (begin is None or begin <= change.occurred_at)
        and (end is None or change.occurred_at <= end)
    ]
    return cached(call, render("service_request_updates", items, call.suffix), KEPT_S)


def _window(call: Call) -> tuple[int, int, Mark | None, int]:
    reader = Reader(call.query)
    begin, end = reader.moment("start_date"), reader.moment("end_date")
    end = call.ports.now() if end is None else end
    begin = end - USUAL_S if begin is None else begin
    if begin > end:
        reader.refuse("start_date", "This is after end_date.", "Send the earlier time first.")
    elif end - begin > DAYS * DAY_S:
        reader.refuse("start_date", f"This is more than {DAYS} days before end_date.", "Ask in parts.")
    most = reader.number("page_size", 1, MOST)
    if reader.problems:
        raise BadInput(reader.problems)
    key = reader.text("after_key")
    return max(0, begin), max(0, end), mark_of(key) if key else None, int(most or MOST)


def _item(call: Call, change: PublicChange) -> dict[str, Any]:
    return {
        "update_id": change.id,
        "service_request_id": change.case_id,
        "status": word_for(Status(change.status)),
        "external_status_code": change.status,
        # When it was published: who asks from the last time on misses nothing, not even what came late.
        "updated_datetime": iso(change.mark.at),
        "description": call.pack.text(change.text, call.language),
        "media_url": "",
    }


def receive_update_view(call: Call) -> Response:
    """`POST servicerequestupdates`. `Forbidden` without a key that may update."""
    key = check_key(call.ports, call.api_key, Scope.UPDATE)
    kept = receive_update(call.ports, key, _update(call))
    return render("service_request_updates", [{"update_id": kept}], call.suffix)


def _update(call: Call) -> Update:
    form, reader = call.form, Reader({"updated_datetime": call.form.first("updated_datetime")})
    number, update_id = form.first("service_request_id"), form.first("update_id")
    for name, value in (("service_request_id", number), ("update_id", update_id)):
        if not value or len(value) > MOST_ID:
            reader.refuse(name, "This is missing or too long.", f"Send 1 to {MOST_ID} characters.")
    word = plain_word(form.first("status") or "OPEN")
    if word not in MEANINGS:
        reader.refuse("status", "This is not a status of an update.", f"Send one of: {', '.join(MEANINGS)}.")
    said_at = reader.moment("updated_datetime")
    text = _text(form.first("description"), [link for link in form.all("media_url") if link], reader)
    evidence = _evidence(call, reader)
    if reader.problems:
        raise BadInput(reader.problems)
    moment = call.ports.now() if said_at is None else said_at
    return Update(number, update_id, word, text, moment, form.first("work_order_id")[:100], evidence)


def _evidence(call: Call, reader: Reader) -> Evidence:
    """What a department shows of finished work: our own fields, beside those of the extension."""
    sentence = call.form.first("outcome_text")
    photo_ids = tuple(dict.fromkeys(photo_id for photo_id in call.form.all("photo_id") if photo_id))
    if len(sentence) > MOST_SENTENCE:
        reader.refuse("outcome_text", "This is too long.", f"Send at most {MOST_SENTENCE} characters.")
    if len(photo_ids) > MOST_LINKS or any(not _PHOTO_ID.fullmatch(photo_id) for photo_id in photo_ids):
        reader.refuse("photo_id", "There is no such photo.", f"Send up to {MOST_LINKS} ids from POST /api/v1/photos.")
    return Evidence(sentence, photo_ids)


def _text(description: str, links: list[str], reader: Reader) -> str:
    """The links are kept with the text and never fetched."""
    if len(description) > MOST_TEXT:
        reader.problems.append(
            Problem("description", f"This has {len(description)} characters.", f"At most {MOST_TEXT}.")
        )
    for link in links:
        if len(link) > 1_000 or not link.lower().startswith(("https://", "http://")):
            reader.refuse("media_url", "This is not a link to a picture.", "Send an https:// address.")
    if len(links) > MOST_LINKS:
        reader.refuse("media_url", "These are too many links.", f"Send at most {MOST_LINKS}.")
    return "\n".join([description.replace("\r\n", "\n"), *links]) if links else description.replace("\r\n", "\n")
