"""Pictures for tests: good ones, and those that somebody means harm with."""

import io
import struct
import zlib
from typing import Any

from PIL import Image, PngImagePlugin

PLACE = b"GPS 37.9838N 23.7275E"


def encoded(picture: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def two_halves(width: int = 200, height: int = 100) -> Image.Image:
    """Left red, right blue."""
    picture = Image.new("RGB", (width, height), (220, 20, 20))
    picture.paste((20, 20, 220), (width // 2, 0, width, height))
    return picture


def photo(orientation: int = 1, width: int = 2000, height: int = 1000) -> bytes:
    """As a telephone takes it: with the place, the device and how it was held."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "PHONE MAKER"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (37.0, 59.0, 1.7)
    exif.get_ifd(0x8825)[29] = PLACE.decode()
    return encoded(two_halves(width, height), exif=exif)


def png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, pixels: bytes, bits: int = 8, colours: int = 2) -> bytes:
    """A PNG whose header says what it likes; `pixels` are its compressed data."""
    header = struct.pack(">IIBBBBB", width, height, bits, colours, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(png_chunk(*chunk) for chunk in chunks)


def bomb(width: int, height: int) -> bytes:
    """A few kilobytes that decode to all those white pixels."""
    squeeze = zlib.compressobj(9)
    row = b"\0" + b"\xff" * (3 * width)
    data = b"".join(squeeze.compress(row) for _ in range(height))
    return png(width, height, data + squeeze.flush())


def text_bomb() -> bytes:
    """A tiny picture with a comment that unpacks to 60 MB."""
    info = PngImagePlugin.PngInfo()
    small = encoded(two_halves(8, 8), "PNG", pnginfo=info)
    comment = png_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"a" * 60_000_000, 9))
    return small[:33] + comment + small[33:]


def huge_header() -> bytes:
    """A JPEG that claims 65,500 by 65,500 pixels."""
    data = bytearray(encoded(two_halves()))
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = struct.pack(">HH", 65_500, 65_500)
    return bytes(data)


def scans_bomb(scans: int = 500) -> bytes:
    """A progressive JPEG whose last scan comes again and again: each costs a walk over all pixels."""
    data = encoded(two_halves(3000, 3000), progressive=True)
    last = data.rindex(b"\xff\xda")
    return data[:last] + data[last:-2] * scans + data[-2:]


def polyglot() -> bytes:
    """A JPEG to a viewer; with a page and an archive inside for those who look elsewhere."""
    data = encoded(two_halves())
    script = b"<html><script>alert(document.domain)</script></html>"
    comment = b"\xff\xfe" + struct.pack(">H", len(script) + 2) + script
    return data[:2] + comment + data[2:] + b"PK\x03\x04" + b"archive" * 30 + b"PK\x05\x06" + b"\0" * 18


def animated(kind: str) -> bytes:
    frames = [Image.new("RGB", (60, 40), colour) for colour in ("red", "green", "blue")]
    return encoded(frames[0], kind, save_all=True, append_images=frames[1:], duration=50)


def sixteen_bits() -> bytes:
    """A grey PNG of 16 bits: left dark, right light."""
    row = b"\0" + b"\x20\x00" * 30 + b"\xe0\x00" * 30
    return png(60, 40, zlib.compress(row * 40), bits=16, colours=0)


HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 60
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
