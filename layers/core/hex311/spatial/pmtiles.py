"""Writing a PMTiles archive (version 3): tiles, sorted along a Hilbert curve, behind a directory that names them.

Equal tiles are kept once. The same tiles give the same bytes.
"""

import gzip
import json
import struct
from collections.abc import Mapping, Sequence
from typing import Any

from hex311.spatial.mvt import varint
from hex311.spatial.tiles import Tile

_HEADER_BYTES = 127
#: Header and first directory must fit into what a reader fetches first.
_FIRST_BYTES = 16_384
_GZIP, _MVT, _VERSION = 2, 1, 3

# tile id, offset, length, run length (0 in a directory of directories)
Entry = tuple[int, int, int, int]


def archive(tiles: Mapping[Tile, bytes], bounds: Sequence[float], metadata: Mapping[str, Any]) -> bytes:
    """The archive of some tiles (not compressed), which must not be none. `bounds` are west, south, east, north."""
    data, entries = _data(tiles)
    root, leaves = _directories(entries)
    described = _packed(json.dumps(metadata, sort_keys=True, separators=(",", ":")).encode())
    sizes = (len(root), len(described), len(leaves), len(data))
    starts = [_HEADER_BYTES + sum(sizes[:number]) for number in range(len(sizes))]
    zooms = [tile.z for tile in tiles]
    west, south, east, north = (round(side * 1e7) for side in bounds)
    header = b"PMTiles" + bytes((_VERSION,))
    header += b"".join(struct.pack("<QQ", start, size) for start, size in zip(starts, sizes, strict=True))
    header += struct.pack("<QQQ", len(tiles), len(entries), len({entry[1] for entry in entries}))
    header += struct.pack("<BBBBBB", 1, _GZIP, _GZIP, _MVT, min(zooms), max(zooms))
    header += struct.pack("<iiii", west, south, east, north)
    header += struct.pack("<Bii", min(zooms), (west + east) // 2, (south + north) // 2)
    return header + root + described + leaves + data


def tile_id(tile: Tile) -> int:
    """The place of a tile in the order of an archive: all of a zoom along a Hilbert curve, one zoom after another."""
    x, y = tile.x, tile.y
    place = ((1 << 2 * tile.z) - 1) // 3
    side = 1 << tile.z >> 1
    while side:
        right, down = int(bool(x & side)), int(bool(y & side))
        place += side * side * (3 * right ^ down)
        if not down:
            if right:
                x, y = side - 1 - x, side - 1 - y
            x, y = y, x
        side //= 2
    return place


def _data(tiles: Mapping[Tile, bytes]) -> tuple[bytes, list[Entry]]:
    """All bodies, and where each tile's is."""
    known: dict[bytes, tuple[int, int]] = {}
    data, entries = bytearray(), list[Entry]()
    for number, tile in sorted((tile_id(tile), tile) for tile in tiles):
        body = tiles[tile]
        if body not in known:
            packed = _packed(body)
            known[body] = (len(data), len(packed))
            data += packed
        entries.append((number, *known[body], 1))
    return bytes(data), entries


def _directories(entries: Sequence[Entry]) -> tuple[bytes, bytes]:
    """The first directory, and those behind it where one is too small for all entries."""
    root, many = _directory(entries), len(entries)
    leaves = b""
    while _HEADER_BYTES + len(root) > _FIRST_BYTES:
        many = max(1, many // 2)
        leaves, firsts = b"", list[Entry]()
        for begin in range(0, len(entries), many):
            leaf = _directory(entries[begin : begin + many])
            firsts.append((entries[begin][0], len(leaves), len(leaf), 0))
            leaves += leaf
        root = _directory(firsts)
    return root, leaves


def _directory(entries: Sequence[Entry]) -> bytes:
    ids = [entry[0] for entry in entries]
    steps = [after - before for before, after in zip([0, *ids], ids, strict=False)]
    offsets = []
    for number, (_, offset, _, _) in enumerate(entries):
        before = entries[number - 1]
        offsets.append(0 if number and offset == before[1] + before[2] else offset + 1)
    columns = (steps, [entry[3] for entry in entries], [entry[2] for entry in entries], offsets)
    return _packed(varint(len(entries)) + b"".join(varint(one) for column in columns for one in column))


def _packed(body: bytes) -> bytes:
    return gzip.compress(body, 9, mtime=0)
