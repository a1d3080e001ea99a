"""The colours of the base map. Calm, so that reports stand out; names keep a contrast of 4.5 to 1 on every ground."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as #rrggbb. `land` is what lies outside the city, `city` the ground within."""

    name: str
    land: str
    city: str
    park: str
    water: str
    rail: str
    street: str
    main_street: str
    casing: str
    boundary: str
    street_name: str
    place_name: str
    park_name: str
    water_name: str
    halo: str

    def grounds(self) -> dict[str, str]:
        """What a name may lie upon."""
        return {
            name: getattr(self, name) for name in ("land", "city", "park", "water", "street", "main_street", "halo")
        }

    def names(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in ("street_name", "place_name", "park_name", "water_name")}


LIGHT = Palette(
    name="light",
    land="#e6e2da",
    city="#f4f1eb",
    park="#dde8d0",
    water="#c9dfea",
    rail="#c4beb6",
    street="#ffffff",
    main_street="#fdf3d8",
    casing="#cdc5b6",
    boundary="#7d6f8f",
    street_name="#474c55",
    place_name="#4d4660",
    park_name="#335a2c",
    water_name="#24536d",
    halo="#ffffff",
)

DARK = Palette(
    name="dark",
    land="#14171b",
    city="#1c2025",
    park="#1d2b22",
    water="#14303e",
    rail="#454b54",
    street="#3b434e",
    main_street="#524d3c",
    casing="#15181c",
    boundary="#9c8fb3",
    street_name="#c6ccd4",
    place_name="#cfc7e0",
    park_name="#aacfa5",
    water_name="#a3cbe2",
    halo="#15181c",
)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2 defines it, 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
