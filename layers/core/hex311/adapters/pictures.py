"""Drawing pictures anew with Pillow, in a child process that may use only so much time and memory.

The child is all that touches a stranger's file. When it runs out of time or memory, or the decoder crashes, the
picture is refused and the function lives on.
"""

import io
import logging
import multiprocessing
import os
import resource
import signal
from multiprocessing.connection import Connection

from PIL import Image

from hex311.domain.errors import TransientFault
from hex311.domain.photo import SIZES, Reason
from hex311.domain.picture import Redrawn, format_of, refusal, size_refusal

SECONDS = 20
#: What the child may add to the memory it begins with.
MEMORY = 1_000 * 1024 * 1024
QUALITY = 82
WHITE = (255, 255, 255)
#: Twice the largest picture that is kept: what is worked on.
LARGEST = 2 * max(SIZES)
ORIENTATION = 0x0112
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

logger = logging.getLogger(__name__)


class PillowPictures:
    """The `Pictures` port."""

    def __init__(self, seconds: int = SECONDS, memory: int = MEMORY) -> None:
        self._seconds = seconds
        self._memory = memory

    def redraw(self, data: bytes) -> Redrawn | Reason:
        if reason := refusal(data):
            return reason
        context = multiprocessing.get_context("fork")
        ours, theirs = context.Pipe(duplex=False)
        child = context.Process(target=_work, args=(theirs, data, self._seconds, self._memory), daemon=True)
        child.start()
        theirs.close()
        try:
            # The clock of the processor stops the child sooner; this one is for a child that does nothing at all.
            answer = ours.recv() if ours.poll(self._seconds * 1.5) else Reason.TOO_COMPLEX
        except EOFError:
            child.join(5)
            answer = _verdict_on(child.exitcode)
        finally:
            child.kill()
            child.join()
            ours.close()
        if isinstance(answer, Redrawn | Reason):
            return answer
        # Decoders answer broken files with exceptions of every kind. What it was is worth a line, not a retry.
        logger.warning("picture could not be drawn: %s", answer)
        return Reason.BROKEN


def _verdict_on(exit_code: int | None) -> Reason:
    """A child that ended without an answer: by its limits, or by a crash of the decoder."""
    if exit_code in (-signal.SIGXCPU, -signal.SIGKILL):
        return Reason.TOO_COMPLEX
    if exit_code in (-signal.SIGSEGV, -signal.SIGABRT, -signal.SIGBUS, -signal.SIGFPE, -signal.SIGILL):
        return Reason.BROKEN
    raise TransientFault(f"The drawing process ended with {exit_code}.")


def _work(answers: Connection, data: bytes, seconds: int, memory: int) -> None:
    """The child's whole life."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (_in_use() + memory,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answer: Redrawn | Reason | str
    try:
        answer = draw(data)
    except MemoryError:
        answer = Reason.TOO_COMPLEX
    except Exception as error:  # the parent says it
        answer = type(error).__name__
    answers.send(answer)
    answers.close()
    os._exit(0)


def _in_use() -> int:
    """Bytes of address space of this process."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[0]) * resource.getpagesize()


def draw(data: bytes) -> Redrawn | Reason:
    """The picture anew in all `SIZES`, the right way up, as plain JPEG: pixels are all that goes over.

    Of an animation the first picture is kept. Raises whatever Pillow raises.
    """
    kind = format_of(data)
    if kind is None:
        return Reason.NOT_A_PHOTO
    Image.MAX_IMAGE_PIXELS = None  # our own, lower limit is checked below, before anything is decoded
    with Image.open(io.BytesIO(data), formats=(kind,)) as picture:
        if reason := size_refusal(*picture.size):
            return reason
        # JPEG can be decoded at a fraction of its size. Larger than needed, so that it stays sharp.
        picture.draft("RGB", (LARGEST, LARGEST))
        picture.load()
        orientation = _orientation(picture)
        small = _plain(_reduced(_eight_bits(picture)))
    turn = TURNS.get(orientation)
    return _sizes(small.transpose(turn) if turn is not None else small)


def _orientation(picture: Image.Image) -> int:
    """How the camera was held, 1 to 8. An unreadable EXIF block says nothing about the pixels."""
    try:
        return int(picture.getexif().get(ORIENTATION, 1))
    except Exception:
        return 1


def _eight_bits(picture: Image.Image) -> Image.Image:
    """Modes that can be made smaller: of 16 bits the upper eight, of palettes the colours."""
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda value: value / 256).convert("L")
    if picture.mode == "P":
        return picture.convert("RGBA" if "transparency" in picture.info else "RGB")
    return picture.convert("L") if picture.mode == "1" else picture


def _reduced(picture: Image.Image) -> Image.Image:
    """Smaller by a whole factor before colours are converted, which would need a second full-size picture."""
    factor = -(-max(picture.size) // LARGEST)
    return picture.reduce(factor) if factor > 1 else picture


def _plain(picture: Image.Image) -> Image.Image:
    """RGB, see-through parts on white."""
    if picture.mode in ("LA", "PA", "RGBA", "RGBa", "La") or "transparency" in picture.info:
        seen = picture.convert("RGBA")
        ground = Image.new("RGB", seen.size, WHITE)
        ground.paste(seen, mask=seen.getchannel("A"))
        return ground
    return picture.convert("RGB")


def _sizes(picture: Image.Image) -> Redrawn:
    drawn: dict[int, bytes] = {}
    width, height = 0, 0
    for size in sorted(SIZES):
        small = picture.copy()
        small.thumbnail((size, size), Image.Resampling.LANCZOS)
        small.info.clear()
        out = io.BytesIO()
        small.save(out, "JPEG", quality=QUALITY, optimize=True)
        drawn[size] = out.getvalue()
        width, height = small.size
    return Redrawn(drawn, width, height)
