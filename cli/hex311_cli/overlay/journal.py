"""The note of a write under way, and its undoing.

Before a publication writes its first item it stores which items it will make or replace, and what stood in their
place. The note is also the lock: there is one at most. Who finds the note of a writer that has gone silent takes its
items back: the next publication, or the watchman that runs every minute in the city's stack. Items are written so
long before they take effect that the watchman is there first.
"""

import base64
import uuid
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from hex311_cli.overlay.objects import Folder
from hex311_cli.overlay.tablewriter import Done, OverlayTableWriter

FOLDER = "layers/"
NOTE, BEAT = "_pending.json.gz", "_beat.json"
MANIFEST = "_manifest.json.gz"

BEAT_S = 5
DEAD_AFTER_S = 30
"""A writer that has not said it is alive for so long is taken to have died."""


@dataclass(frozen=True, slots=True)
class Note:
    """Items touched, by activation time; and of those that stood before, their bodies (base64)."""

    id: str
    touched: Mapping[str, Collection[str]]
    before: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


class Journal:
    """The note in the city bucket."""

    def __init__(self, s3: Any, bucket: str) -> None:
        self._folder = Folder(s3, bucket, FOLDER)

    def note(self) -> Note | None:
        """The note of a write that did not report its end, if there is one."""
        found = self._folder.get(NOTE)
        return Note(**found) if found else None

    def begin(
        self, touched: Mapping[int, Collection[str]], before: Mapping[int, Mapping[str, bytes]], now: int
    ) -> Note | None:
        """Store the note of a write that begins; None when somebody else is writing."""
        note = Note(
            uuid.uuid4().hex,
            {str(at): sorted(cells) for at, cells in touched.items()},
            {
                str(at): {cell: base64.b64encode(body).decode() for cell, body in old.items()}
                for at, old in before.items()
            },
        )
        self.beat(now)
        document = {"id": note.id, "touched": note.touched, "before": note.before}
        return note if self._folder.create(NOTE, document) else None

    def is_mine(self, note: Note) -> bool:
        """Whether nobody has taken this writer for dead and undone its work."""
        standing = self.note()
        return standing is not None and standing.id == note.id

    def clear(self) -> None:
        self._folder.delete(NOTE, BEAT)

    def beat(self, now: int) -> None:
        """Say that the writer is alive at `now` (epoch seconds)."""
        self._folder.put(BEAT, {"at": now})

    def silent_s(self, now: int) -> int:
        """For how long the writer has not said that it is alive."""
        found = self._folder.get(BEAT)
        return now - (int(found["at"]) if found else 0)

    def undo(self, note: Note, writer: OverlayTableWriter, done: Done = lambda count: None) -> None:
        """Put everything back as it was before this write, and take the note away.

        A write whose timeline is stored has ended well; only its note was left behind.
        """
        timeline = self._folder.get(MANIFEST) or {}
        if timeline.get("completed") != note.id:
            for at, cells in note.touched.items():
                old = note.before.get(at, {})
                writer.put(((cell, base64.b64decode(body)) for cell, body in old.items()), int(at), done)
                writer.delete([cell for cell in cells if cell not in old], int(at), done)
        self.clear()


def undo_dead_write(journal: Journal, writer: OverlayTableWriter, now: Callable[[], float]) -> bool:
    """What the watchman does: undo the write of a writer gone silent; whether there was one."""
    note = journal.note()
    if note is None or journal.silent_s(int(now())) < DEAD_AFTER_S:
        return False
    journal.undo(note, writer)
    return True
