"""What a file claims to be, from its first bytes: looked at before any of it is decoded."""

from dataclasses import dataclass

from hex311.domain.photo import Reason

#: More than any telephone takes; 64 million pixels are 190 MB once decoded.
MOST_PIXELS = 64_000_000
MOST_SIDE = 20_000
#: A progressive JPEG is drawn in some ten scans. Each scan costs a walk over the whole picture, however small its data.
MOST_SCANS = 64

_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis")


@dataclass(frozen=True, slots=True)
class Redrawn:
    """The picture drawn anew as JPEG, by its longest side; `width` and `height` are those of the largest."""

    pictures: dict[int, bytes]
    width: int
    height: int


def format_of(data: bytes) -> str | None:
    """`JPEG`, `PNG` or `WEBP` by the magic bytes; None for everything else, whatever it calls itself."""
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    return None


def refusal(data: bytes) -> Reason | None:
    """Why a file is not even opened."""
    if not data:
        return Reason.EMPTY
    kind = format_of(data)
    if kind is None:
        is_heic = data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS
        return Reason.HEIC if is_heic else Reason.NOT_A_PHOTO
    # Within coded data 0xFF is always followed by 0x00 or a restart marker, so these are scans (or a preview's).
    if kind == "JPEG" and data.count(b"\xff\xda") > MOST_SCANS:
        return Reason.TOO_COMPLEX
    return None


def size_refusal(width: int, height: int) -> Reason | None:
    """Why a picture of this size is not decoded."""
    if width < 1 or height < 1:
        return Reason.BROKEN
    if width * height > MOST_PIXELS or max(width, height) > MOST_SIDE:
        return Reason.TOO_MANY_PIXELS
    return None
