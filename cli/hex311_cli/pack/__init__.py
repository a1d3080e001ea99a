"""City packs: reading, checking and compiling the data files that make a city (see docs/city-pack.md)."""

from hex311_cli.pack.pack import Pack, load_pack
from hex311_cli.pack.problems import PackErrors, PackProblem

__all__ = ["Pack", "PackErrors", "PackProblem", "load_pack"]
