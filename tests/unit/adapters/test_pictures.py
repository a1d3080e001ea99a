"""Strangers' pictures: good ones come out clean, harmful ones are refused, and nothing crashes."""

import faulthandler
import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from hex311.adapters import pictures
from hex311.adapters.pictures import PillowPictures
from hex311.domain.errors import TransientFault
from hex311.domain.photo import SIZES, Reason
from hex311.domain.picture import Redrawn
from tests.support import pictures as made

ROOT = Path(__file__).resolve().parents[3]
RED, BLUE = (220, 20, 20), (20, 20, 220)


def redraw(data: bytes) -> Redrawn:
    answer = PillowPictures().redraw(data)
    assert isinstance(answer, Redrawn), answer
    return answer


def opened(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    picture.load()
    assert (picture.format, picture.mode) == ("JPEG", "RGB")
    return picture


def halves(picture: Image.Image) -> list[Image.Image]:
    """The average colour of each half."""
    middle = picture.width // 2
    boxes = ((0, 0, middle, picture.height), (middle, 0, picture.width, picture.height))
    return [picture.resize((1, 1), Image.Resampling.BOX, box) for box in boxes]


def near(picture: Image.Image, x: float, y: float, colour: tuple[int, int, int]) -> bool:
    found: Any = picture.getpixel((int(x * (picture.width - 1)), int(y * (picture.height - 1))))
    return all(abs(got - wanted) < 40 for got, wanted in zip(found, colour, strict=True))


def test_all_sizes_without_a_trace_of_place_and_device() -> None:
    source = made.photo()
    assert made.PLACE in source
    drawn = redraw(source)
    assert sorted(drawn.pictures) == sorted(SIZES)
    assert (drawn.width, drawn.height) == (1280, 640)
    for size, data in drawn.pictures.items():
        picture = opened(data)
        assert max(picture.size) == size
        assert not picture.getexif()
        assert not {"exif", "icc_profile", "comment", "xmp", "photoshop"} & set(picture.info)
        assert made.PLACE not in data
        assert b"PHONE" not in data
        assert b"Exif" not in data


# Where the red half is seen after turning: (x, y) of its middle.
RED_AT = {1: (0, 0.5), 2: (1, 0.5), 3: (1, 0.5), 4: (0, 0.5), 5: (0.5, 0), 6: (0.5, 0), 7: (0.5, 1), 8: (0.5, 1)}


@pytest.mark.parametrize("size", [(200, 100), (6000, 3000)])
@pytest.mark.parametrize("orientation", RED_AT)
def test_a_picture_stands_as_the_camera_was_held(orientation: int, size: tuple[int, int]) -> None:
    picture = opened(redraw(made.photo(orientation, *size)).pictures[1280])
    assert (picture.width > picture.height) == (orientation < 5)
    x, y = RED_AT[orientation]
    assert near(picture, x, y, RED)
    assert near(picture, 1 - x, 1 - y, BLUE)


def test_a_small_picture_is_not_blown_up() -> None:
    drawn = redraw(made.encoded(made.two_halves(60, 40), "PNG"))
    assert {opened(data).size for data in drawn.pictures.values()} == {(60, 40)}


def test_a_polyglot_loses_all_but_its_pixels() -> None:
    source = made.polyglot()
    assert b"<script>" in source
    for data in redraw(source).pictures.values():
        assert b"<script>" not in data
        assert b"PK" not in data
        assert near(opened(data), 0, 0.5, RED)


@pytest.mark.parametrize("kind", ["WEBP", "PNG"])
def test_of_an_animation_the_first_picture_stays(kind: str) -> None:
    picture = opened(redraw(made.animated(kind)).pictures[320])
    assert getattr(picture, "n_frames", 1) == 1
    assert near(picture, 0.5, 0.5, (255, 0, 0))


@pytest.mark.parametrize(
    "source",
    {
        "cmyk": made.encoded(made.two_halves().convert("CMYK")),
        "grey": made.encoded(made.two_halves().convert("L")),
        "palette": made.encoded(made.two_halves().convert("P"), "PNG"),
        "black and white": made.encoded(made.two_halves().convert("1"), "PNG"),
        "webp": made.encoded(made.two_halves(), "WEBP", lossless=True),
        "large palette": made.encoded(made.two_halves(6000, 3000).convert("P"), "PNG"),
    }.values(),
)
def test_every_kind_of_colour_becomes_plain(source: bytes) -> None:
    picture = opened(redraw(source).pictures[320])
    left, right = (half.convert("L").getpixel((0, 0)) for half in halves(picture))
    assert left - right > 20  # type: ignore[operator]  # red is lighter than blue


def test_sixteen_bits_keep_dark_and_light() -> None:
    picture = opened(redraw(made.sixteen_bits()).pictures[320])
    assert near(picture, 0, 0.5, (32, 32, 32))
    assert near(picture, 1, 0.5, (224, 224, 224))


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_see_through_parts_are_white(mode: str) -> None:
    source = Image.new("RGBA", (40, 40), (0, 0, 0, 0)).convert(mode)
    options = {"transparency": source.getpixel((0, 0))} if mode == "P" else {}
    picture = opened(redraw(made.encoded(source, "PNG", **options)).pictures[320])
    assert near(picture, 0.5, 0.5, (255, 255, 255))


REFUSED = {
    "nothing": (b"", Reason.EMPTY),
    "gif": (made.animated("GIF"), Reason.NOT_A_PHOTO),
    "svg": (made.SVG, Reason.NOT_A_PHOTO),
    "html": (b"<!doctype html><script>alert(1)</script>", Reason.NOT_A_PHOTO),
    "tiff": (made.encoded(made.two_halves(), "TIFF"), Reason.NOT_A_PHOTO),
    "heic": (made.HEIC, Reason.HEIC),
    "truncated jpeg": (made.photo()[:4000], Reason.BROKEN),
    "truncated png": (made.encoded(made.two_halves(), "PNG")[:-60], Reason.BROKEN),
    "truncated webp": (made.encoded(made.two_halves(), "WEBP")[:-60], Reason.BROKEN),
    "header only": (b"\xff\xd8\xff\xe0", Reason.BROKEN),
    "png header only": (b"\x89PNG\r\n\x1a\n", Reason.BROKEN),
    "huge header": (made.huge_header(), Reason.TOO_MANY_PIXELS),
    "bomb": (made.bomb(20_000, 4_000), Reason.TOO_MANY_PIXELS),
    "huge png header": (made.png(2**31 - 1, 2**31 - 1, b"\0"), Reason.TOO_MANY_PIXELS),
    "long side": (made.png(30_000, 1, b"\0"), Reason.TOO_MANY_PIXELS),
    "scans": (made.scans_bomb(), Reason.TOO_COMPLEX),
    "text bomb": (made.text_bomb(), Reason.BROKEN),
    "random": (b"\xff\xd8\xff" + bytes(range(256)) * 40, Reason.BROKEN),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_harm_is_refused_with_its_reason(kind: str) -> None:
    data, reason = REFUSED[kind]
    started = time.monotonic()
    assert PillowPictures().redraw(data) is reason
    assert time.monotonic() - started < 5


def test_the_largest_picture_we_take_fits_the_limits() -> None:
    """64 million pixels, the worst of its kind: a PNG cannot be decoded at a fraction."""
    drawn = redraw(made.bomb(8000, 8000))
    assert (drawn.width, drawn.height) == (1280, 1280)


def test_every_beginning_of_a_photo_is_a_refusal_or_a_picture() -> None:
    source = made.encoded(made.two_halves(64, 64), "PNG")
    for end in range(0, len(source), 17):
        assert isinstance(pictures.refusal(source[:end]) or _drawn(source[:end]), Redrawn | Reason | Exception)


def _drawn(data: bytes) -> Any:
    try:
        return pictures.draw(data)
    except Exception as error:
        return error


def test_too_much_memory_is_a_refusal() -> None:
    """In a process of its own: what earlier tests gave back to the heap would not count as new."""
    source = (
        "from hex311.adapters.pictures import PillowPictures\n"
        "from tests.support import pictures as made\n"
        "print(PillowPictures(memory=40 * 1024 * 1024).redraw(made.bomb(6000, 6000)))\n"
    )
    done = subprocess.run([sys.executable, "-c", source], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(Reason.TOO_COMPLEX)


def test_too_much_time_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(data: bytes) -> Reason:
        while True:
            pass

    monkeypatch.setattr(pictures, "draw", endless)
    assert PillowPictures(seconds=1).redraw(made.photo()) is Reason.TOO_COMPLEX


def test_a_sleeping_decoder_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "draw", lambda data: time.sleep(30))
    assert PillowPictures(seconds=1).redraw(made.photo()) is Reason.TOO_COMPLEX


def test_a_crash_of_the_decoder_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(data: bytes) -> None:
        faulthandler.disable()  # the test runner would print it
        os.kill(os.getpid(), signal.SIGSEGV)

    monkeypatch.setattr(pictures, "draw", crash)
    assert PillowPictures().redraw(made.photo()) is Reason.BROKEN


def test_a_child_that_ends_for_no_reason_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "draw", lambda data: os._exit(3))
    with pytest.raises(TransientFault):
        PillowPictures().redraw(made.photo())
