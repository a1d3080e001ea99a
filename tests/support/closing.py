"""What a crew shows for any outcome of the demo city: a sentence, and a photo that is there to be seen."""

from dataclasses import replace
from typing import Any

from hex311.domain.photo import PhotoState
from hex311.domain.work_report import Evidence
from tests.support.photos import ticket

SENTENCE = "The crew was there today."


def ready_photo(city: Any) -> str:
    """The id of a photo as it stands after its upload was drawn anew, without the time that takes."""
    photo_id = ticket(city).photo_id
    (waiting,) = city.photos.read([photo_id]).values()
    city.photos.settle(
        replace(waiting, state=PhotoState.READY, folder=f"processed/{photo_id}/0", width=640, height=320)
    )
    return photo_id


def proof(city: Any, **parts: Any) -> Evidence:
    """With a photo of its own each time; `parts` replace parts of it."""
    return Evidence(**{"sentence": SENTENCE, "photo_ids": (ready_photo(city),), **parts})


def shown(city: Any) -> dict[str, Any]:
    """The same as parts of a body of `complete`."""
    return {"sentence": SENTENCE, "photo_ids": [ready_photo(city)]}
