"""The photos of the demo's cases: drawn, so that they are nobody's, and small. Names as in stories.yaml."""

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from tools.rivermark.frame import chance

WIDE, HIGH = 960, 720
Colour = tuple[int, int, int]
SKY, ASPHALT, CURB, GRASS = (176, 198, 214), (92, 93, 96), (168, 166, 160), (104, 122, 78)
BRICK, CONCRETE, EARTH = (142, 88, 70), (178, 176, 168), (112, 92, 70)


def write_pictures(folder: Path) -> list[Path]:
    """All pictures as JPEG files; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, draw in sorted(_PICTURES.items()):
        picture = Image.new("RGB", (WIDE, HIGH))
        draw(ImageDraw.Draw(picture), chance(f"picture {name}"))
        packed = io.BytesIO()
        _as_if_taken(picture, name).save(packed, "JPEG", quality=72, optimize=True)
        paths.append(folder / f"{name}.jpg")
        paths[-1].write_bytes(packed.getvalue())
    return paths


def _as_if_taken(picture: Image.Image, name: str) -> Image.Image:
    """Grain, a soft lens and darker corners."""
    rng = chance(f"grain {name}")
    pixels = np.asarray(picture.filter(ImageFilter.GaussianBlur(1.2)), dtype=float)
    coarse = Image.fromarray(rng.normal(128, 40, (HIGH // 6, WIDE // 6)).clip(0, 255).astype("uint8"))
    grain = np.asarray(coarse.resize((WIDE, HIGH), Image.Resampling.BICUBIC), dtype=float) - 128
    across, down = np.meshgrid(np.linspace(-1, 1, WIDE), np.linspace(-1, 1, HIGH))
    shade = 1.04 - 0.22 * (across**2 + down**2)
    taken = (pixels + grain[..., None] * 0.2) * shade[..., None]
    return Image.fromarray(taken.clip(0, 255).astype("uint8"))


Draw = ImageDraw.ImageDraw
Random = np.random.RandomState


def _blob(draw: Draw, rng: Random, middle: tuple[float, float], size: tuple[float, float], colour: Colour) -> None:
    """A rough round patch."""
    turns = np.linspace(0, 2 * np.pi, 28, endpoint=False)
    reach = 1 + rng.uniform(-0.18, 0.18, len(turns))
    points = [
        (middle[0] + size[0] * r * np.cos(t), middle[1] + size[1] * r * np.sin(t))
        for t, r in zip(turns, reach, strict=True)
    ]
    draw.polygon(points, fill=colour)


def _street(draw: Draw, _: Random) -> None:
    """A street towards the horizon, with curb and grass; the same one in every picture."""
    rng = chance("street of the pictures")
    draw.rectangle((0, 0, WIDE, 250), fill=SKY)
    for left in range(0, WIDE, 130):
        top = 110 + int(rng.uniform(0, 70))
        tint = int(rng.uniform(-18, 18))
        draw.rectangle((left, top, left + 112, 260), fill=(150 + tint, 138 + tint, 126 + tint))
        for window in range(left + 16, left + 96, 32):
            draw.rectangle((window, top + 22, window + 16, top + 48), fill=(74, 84, 96))
    draw.rectangle((0, 250, WIDE, HIGH), fill=GRASS)
    draw.polygon([(330, 250), (560, 250), (WIDE + 160, HIGH), (-260, HIGH)], fill=CURB)
    draw.polygon([(345, 250), (545, 250), (WIDE + 90, HIGH), (-190, HIGH)], fill=ASPHALT)
    for step in range(6):
        top = 262 + step * step * 14
        draw.polygon(
            [(443, top), (449, top), (452 + step, top + 8 + step * 8), (440 - step, top + 8 + step * 8)],
            fill=(214, 206, 160),
        )


def _pothole(draw: Draw, rng: Random) -> None:
    _street(draw, rng)
    _blob(draw, rng, (500, 545), (190, 72), (72, 70, 70))
    _blob(draw, rng, (505, 556), (158, 54), (48, 44, 42))
    _blob(draw, rng, (520, 568), (96, 26), (112, 124, 134))
    for _ in range(26):
        at = (float(rng.uniform(280, 730)), float(rng.uniform(480, 640)))
        _blob(draw, rng, at, (7, 5), (120, 116, 112))


def _pothole_filled(draw: Draw, rng: Random) -> None:
    _street(draw, rng)
    draw.polygon([(318, 486), (676, 482), (726, 622), (288, 628)], fill=(46, 46, 48))
    draw.line([(318, 486), (676, 482), (726, 622), (288, 628), (318, 486)], fill=(30, 30, 32), width=6)


def _wall(draw: Draw, rng: Random) -> None:
    for row, top in enumerate(range(0, 560, 40)):
        for left in range(-60 + 45 * (row % 2), WIDE, 90):
            tint = int(rng.uniform(-10, 10))
            colour = (BRICK[0] + tint, BRICK[1] + tint, BRICK[2] + tint)
            draw.rectangle((left, top, left + 86, top + 36), fill=colour)
    draw.rectangle((0, 560, WIDE, HIGH), fill=CONCRETE)
    draw.line([(0, 640), (WIDE, 640)], fill=(150, 148, 142), width=3)


def _graffiti(draw: Draw, rng: Random) -> None:
    _wall(draw, rng)
    for colour, top, wide in (((38, 64, 152), 250, 26), ((226, 226, 220), 244, 10), ((188, 40, 60), 380, 18)):
        along = np.linspace(130, 830, 60)
        wave = top + 70 * np.sin(along / 46 + top) + rng.uniform(-6, 6, len(along))
        draw.line(list(zip(along, wave, strict=True)), fill=colour, width=wide, joint="curve")


def _graffiti_gone(draw: Draw, rng: Random) -> None:
    _wall(draw, rng)
    draw.rectangle((110, 160, 850, 470), fill=(150, 97, 79))


def _alley(draw: Draw, rng: Random) -> None:
    draw.rectangle((0, 0, WIDE, HIGH), fill=SKY)
    draw.rectangle((360, 230, 600, 330), fill=(150, 146, 138))
    draw.polygon([(0, 60), (360, 190), (360, 330), (0, 600)], fill=(132, 112, 96))
    draw.polygon([(WIDE, 40), (600, 190), (600, 330), (WIDE, 600)], fill=(118, 120, 116))
    draw.polygon([(360, 320), (600, 320), (WIDE, 590), (WIDE, HIGH), (0, HIGH), (0, 590)], fill=(128, 124, 118))
    draw.polygon([(700, 235), (800, 195), (800, 430), (700, 365)], fill=(92, 74, 62))


def _dumping(draw: Draw, rng: Random) -> None:
    _alley(draw, rng)
    draw.polygon([(150, 470), (470, 400), (500, 560), (190, 640)], fill=(196, 190, 178))
    draw.line([(170, 520), (486, 450)], fill=(150, 146, 140), width=5)
    for at in ((560, 560), (640, 600), (520, 630), (430, 640)):
        _blob(draw, rng, at, (66, 48), (34, 34, 38))
    for at in ((720, 610), (770, 640)):
        draw.ellipse((at[0] - 52, at[1] - 40, at[0] + 52, at[1] + 40), outline=(26, 26, 26), width=24)


def _tree_down(draw: Draw, rng: Random) -> None:
    _street(draw, rng)
    draw.line([(90, 640), (800, 470)], fill=(86, 66, 48), width=44)
    for _ in range(60):
        at = (float(rng.uniform(520, 930)), float(rng.uniform(360, 600)))
        green = int(rng.uniform(70, 120))
        _blob(draw, rng, at, (42, 30), (green - 20, green + 20, green - 40))


def _slabs(draw: Draw, rng: Random) -> None:
    draw.rectangle((0, 0, WIDE, HIGH), fill=GRASS)
    draw.polygon([(250, 0), (640, 0), (860, HIGH), (90, HIGH)], fill=CONCRETE)
    for top in (90, 210, 360, 540):
        share = top / HIGH
        draw.line([(250 - 160 * share, top), (640 + 220 * share, top)], fill=(138, 136, 130), width=5)


def _sidewalk_lifted(draw: Draw, rng: Random) -> None:
    _slabs(draw, rng)
    draw.polygon([(170, 362), (752, 330), (804, 538), (128, 542)], fill=(192, 190, 182))
    draw.polygon([(170, 362), (752, 330), (752, 356), (168, 384)], fill=(84, 80, 74))
    draw.line([(330, 360), (390, 440), (370, 540)], fill=(92, 88, 82), width=6)
    _blob(draw, rng, (120, 400), (90, 40), (96, 78, 58))


def _sidewalk_new(draw: Draw, rng: Random) -> None:
    _slabs(draw, rng)
    draw.polygon([(170, 362), (752, 362), (804, 538), (128, 538)], fill=(208, 206, 200))


def _drain(draw: Draw, rng: Random) -> None:
    draw.rectangle((0, 0, WIDE, HIGH), fill=ASPHALT)
    draw.rectangle((0, 0, WIDE, 230), fill=CURB)
    draw.rectangle((280, 250, 700, 520), fill=(60, 60, 62))
    for left in range(300, 690, 44):
        draw.rectangle((left, 270, left + 22, 500), fill=(30, 30, 32))
    for _ in range(150):
        at = (float(rng.uniform(220, 760)), float(rng.uniform(240, 560)))
        warm = int(rng.uniform(0, 60))
        _blob(draw, rng, at, (24, 13), (120 + warm, 80 + warm // 2, 40))


def _sign_up(draw: Draw, rng: Random) -> None:
    _street(draw, rng)
    draw.rectangle((700, 180, 716, 640), fill=(120, 122, 124))
    turns = np.pi / 8 + np.arange(8) * np.pi / 4
    draw.polygon([(708 + 112 * np.cos(t), 190 + 112 * np.sin(t)) for t in turns], fill=(236, 234, 230))
    draw.polygon([(708 + 102 * np.cos(t), 190 + 102 * np.sin(t)) for t in turns], fill=(178, 36, 40))


_PICTURES: dict[str, Callable[[Draw, Random], None]] = {
    "alley_clean": _alley,
    "drain": _drain,
    "dumping": _dumping,
    "graffiti": _graffiti,
    "graffiti_gone": _graffiti_gone,
    "pothole": _pothole,
    "pothole_filled": _pothole_filled,
    "sidewalk_lifted": _sidewalk_lifted,
    "sidewalk_new": _sidewalk_new,
    "sign_up": _sign_up,
    "street": _street,
    "tree_down": _tree_down,
}
