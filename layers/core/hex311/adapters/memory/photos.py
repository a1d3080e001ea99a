"""The memory twins of the photos' records and files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from hex311.adapters.memory.cases import MemoryStore
from hex311.domain.photo import SIZES, Photo, PhotoState


@dataclass
class MemoryPhotos:
    """The `Photos` port."""

    store: MemoryStore

    def add(self, photo: Photo) -> None:
        self.store.photos[photo.id] = photo

    def read(self, photo_ids: Sequence[str]) -> Mapping[str, Photo]:
        return {name: self.store.photos[name] for name in photo_ids if name in self.store.photos}

    def settle(self, photo: Photo) -> Photo | None:
        known = self.store.photos.get(photo.id)
        if known is None or known.state is not PhotoState.WAITING:
            return None
        settled = replace(photo, case_id=known.case_id, expires_at=known.expires_at)
        self.store.photos[photo.id] = settled
        return settled


@dataclass
class MemoryPhotoFiles:
    """The `PhotoFiles` port; `kept` are the folders that outlive a day."""

    objects: dict[str, bytes] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)

    def ticket(self, photo_id: str) -> dict[str, Any]:
        return {"url": "http://photos.invalid", "fields": {"key": f"quarantine/{photo_id}"}}

    def quarantine(self, photo_id: str, picture: bytes) -> None:
        self.objects[f"quarantine/{photo_id}"] = picture

    def upload(self, photo_id: str) -> bytes | None:
        return self.objects.get(f"quarantine/{photo_id}")

    def discard_upload(self, photo_id: str) -> None:
        self.objects.pop(f"quarantine/{photo_id}", None)

    def store(self, folder: str, pictures: Mapping[int, bytes]) -> None:
        for size, picture in pictures.items():
            self.objects[f"{folder}-{size}.jpg"] = picture

    def keep(self, folder: str) -> None:
        self.kept.add(folder)

    def discard(self, folder: str) -> None:
        for size in SIZES:
            self.objects.pop(f"{folder}-{size}.jpg", None)

    def publish(self, folder: str, name: str) -> None:
        for size in SIZES:
            self.objects[f"photos/{name}-{size}.jpg"] = self.objects[f"{folder}-{size}.jpg"]

    def withdraw(self, name: str) -> None:
        for size in SIZES:
            self.objects.pop(f"photos/{name}-{size}.jpg", None)

    def view_url(self, folder: str, size: int) -> str:
        return f"http://photos.invalid/{folder}-{size}.jpg?signed"
