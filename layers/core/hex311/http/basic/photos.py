"""Photos that come with a form of a browser: each waits in quarantine, and goes along by its id."""

from hex311.domain.catalogue import Service
from hex311.domain.picture import refusal
from hex311.http.basic.call import Call
from hex311.http.basic.draft import Draft
from hex311.http.basic.pages import Wrong
from hex311.usecases.ask_photo_ticket import quarantine_photos

#: Of one report, as its schema has it.
MOST_PHOTOS = 5
#: Of all files of a form, as at every other door.
MOST_MB = 4


def photo_step(call: Call, service: Service, draft: Draft) -> tuple[Draft, list[Wrong]]:
    """The draft with the photos that came, or what is wrong with them. A file field that was left empty is none."""
    if call.form.first("without"):
        return draft.with_lists(photo_id=()), [Wrong("photo", call.words.say("photo.removed"))]
    pictures = [upload.content for upload in call.form.uploads if upload.content]
    if not pictures and not draft.photo_ids and service.needs_photo:
        return draft, [Wrong("photo", call.words.say("photo.missing"))]
    if wrong := _wrong(call, draft, pictures):
        return draft, [Wrong("photo", wrong)]
    if pictures:
        call.count_address()
        draft = draft.with_lists(photo_id=(*draft.photo_ids, *quarantine_photos(call.ports, pictures)))
    return draft.after("photo"), []


def photos_left(draft: Draft) -> int:
    """How many more may come."""
    return max(0, MOST_PHOTOS - len(draft.photo_ids))


def _wrong(call: Call, draft: Draft, pictures: list[bytes]) -> str:
    if len(pictures) > photos_left(draft):
        return call.words.say("photo.too_many", most=MOST_PHOTOS)
    if sum(map(len, pictures)) > MOST_MB * 1024 * 1024:
        return call.words.say("photo.too_large", most=MOST_MB)
    reason = next((reason for one in pictures if (reason := refusal(one))), None)
    return call.pack.message(f"photo.{reason}", call.language) if reason else ""
