"""What a file is, by its first bytes and never by its name."""

import pytest

from hex311.domain.photo import ARRIVES_WITHIN_S, TICKET_S, Photo, PhotoState, Reason, public_name
from hex311.domain.picture import MOST_PIXELS, MOST_SCANS, MOST_SIDE, format_of, refusal, size_refusal


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "WEBP"),
        (b"RIFF\0\0\0\0WAVEfmt ", None),
        (b"GIF89a", None),
        (b"\xff\xd8", None),
        (b"%PDF-1.7", None),
        (b"PK\x03\x04", None),
        (b"MZ", None),
    ],
)
def test_magic_bytes(data: bytes, kind: str | None) -> None:
    assert format_of(data) == kind


def test_refused_unopened() -> None:
    assert refusal(b"") is Reason.EMPTY
    assert refusal(b"\0\0\0\x18ftypheix") is Reason.HEIC
    assert refusal(b"\0\0\0\x18ftypqt  ") is Reason.NOT_A_PHOTO
    assert refusal(b"\xff\xd8\xff" + b"\xff\xda" * (MOST_SCANS + 1)) is Reason.TOO_COMPLEX
    assert refusal(b"\xff\xd8\xff" + b"\xff\xda" * MOST_SCANS) is None


def test_sizes() -> None:
    assert size_refusal(8064, 6048) is None  # a telephone of 48 megapixels
    assert size_refusal(0, 5) is Reason.BROKEN
    assert size_refusal(MOST_SIDE + 1, 1) is Reason.TOO_MANY_PIXELS
    assert size_refusal(MOST_PIXELS // 1000 + 1, 1000) is Reason.TOO_MANY_PIXELS


def test_a_photo_that_never_came_is_told_of() -> None:
    photo = Photo("a" * 32, created_at=1000)
    late = 1000 + TICKET_S + ARRIVES_WITHIN_S
    assert photo.as_seen(late) == (PhotoState.WAITING, "")
    assert photo.as_seen(late + 1) == (PhotoState.REFUSED, Reason.NOT_RECEIVED)


def test_the_public_name_tells_nothing_of_the_id() -> None:
    assert public_name("a" * 32) != public_name("b" * 32)
    assert "a" * 8 not in public_name("a" * 32)
    assert len(public_name("a" * 32)) == 32
