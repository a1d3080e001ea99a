"""Which ports a function of the city can reach, read from the source (no code is run).

Starting from `functions/<name>/`, every name that a piece of code mentions is followed to its definition in the
package `hex311`. On the way, each use of a port is noted: `anything.cases.commit` becomes `cases.commit`, a bare
`anything.public_url` becomes `public_url`, and what a change carries (`contacts=...`) becomes `change.contacts`.
The answer may hold more than a run would use, never less, as long as ports are used through those spellings.
"""

import ast
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from hex311.ports import Change, Ports

ROOT = Path(__file__).resolve().parents[3]
CORE = ROOT / "layers" / "core"
PORTS = frozenset(name for name in vars(Ports) if isinstance(vars(Ports)[name], property))
# Ports that are a value: reading them is the use.
VALUES = frozenset({"secrets", "public_url", "front_door_mark", "webhook_keys"})
CHANGE_FIELDS = frozenset(field.name for field in fields(Change))


@dataclass(frozen=True, slots=True)
class Module:
    """The top-level definitions of a source file, and where its imported names come from."""

    definitions: dict[str, ast.AST]
    imports: dict[str, tuple[str, str]]


@cache
def read_module(path: Path) -> Module:
    tree = ast.parse(path.read_text(), str(path))
    definitions: dict[str, ast.AST] = {}
    imports: dict[str, tuple[str, str]] = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            definitions[node.name] = node
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            definitions.update({target.id: node for target in targets if isinstance(target, ast.Name)})
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("hex311"):
            imports.update({(name.asname or name.name): (node.module, name.name) for name in node.names})
    return Module(definitions, imports)


def source_of(module: str) -> Path | None:
    path = CORE / Path(*module.split("."))
    return next((found for found in (path.with_suffix(".py"), path / "__init__.py") if found.exists()), None)


def _follows(module: str) -> bool:
    """Adapters and their wiring are where the trail ends: what they need is in `permissions.py`."""
    return not module.startswith(("hex311.adapters", "hex311.wiring", "hex311.ports", "hex311.settings"))


def uses_in(node: ast.AST) -> set[str]:
    """The ports that this piece of code itself mentions."""
    found: set[str] = set()
    for part in ast.walk(node):
        if isinstance(part, ast.Attribute) and isinstance(part.ctx, ast.Load):
            if part.attr in VALUES:
                found.add(part.attr)
            if isinstance(part.value, ast.Attribute) and part.value.attr in PORTS - VALUES:
                found.add(f"{part.value.attr}.{part.attr}")
        elif isinstance(part, ast.keyword) and part.arg in CHANGE_FIELDS:
            found.add(f"change.{part.arg}")
        elif isinstance(part, ast.Subscript) and isinstance(part.ctx, ast.Store):
            key = part.slice
            if isinstance(key, ast.Constant) and key.value in CHANGE_FIELDS:
                found.add(f"change.{key.value}")
    return found


def reachable_uses(entry: Path) -> frozenset[str]:
    """Every port use that the code of `entry` (an app.py or handler.py) can reach."""
    found: set[str] = set()
    seen: set[tuple[Path, str]] = set()
    entry_module = read_module(entry)
    todo: list[tuple[Path, ast.AST]] = [(entry, ast.parse(entry.read_text()))]
    assert entry_module.imports, f"{entry} imports nothing of hex311"
    while todo:
        path, node = todo.pop()
        found |= uses_in(node)
        module = read_module(path)
        for part in ast.walk(node):
            if not isinstance(part, ast.Name):
                continue
            target, name = path, part.id
            if name in module.imports:
                imported, name = module.imports[name]
                source = source_of(imported) if _follows(imported) else None
                if source is None:
                    continue
                target = source
            while name not in read_module(target).definitions and name in read_module(target).imports:
                imported, name = read_module(target).imports[name]  # passed on by a module that only collects
                source = source_of(imported) if _follows(imported) else None
                if source is None:
                    break
                target = source
            definition = read_module(target).definitions.get(name)
            if definition is not None and (target, name) not in seen:
                seen.add((target, name))
                todo.append((target, definition))
    return frozenset(found)
