"""Mends for ministack 1.5.33, one small module each.

Every module says what the emulator does and what AWS does, and has `apply()`. They reach into private
names, so the version is checked first; an upgrade is a task (run `tests/local` with each patch left out:
a patch whose test passes without it can go).
"""

from __future__ import annotations

from collections.abc import Set
from importlib import import_module
from importlib.metadata import version

MINISTACK = "1.5.33"

#: In the order they are applied.
NAMES = (
    "lambda_errors",
    "lambda_turns",
    "nested_stacks",
    "yaml_state_machines",
    "table_settings",
    "generated_secrets",
    "secure_transport",
    "api_origin",
    "bucket_origins",
    "edge_compression",
    "openapi_import",
    "gateway_responses",
    "id_tokens",
    "stream_batches",
    "stream_records",
    "mail_inbox",
    "mail_rights",
    "delivery_rights",
    "state_machine_rights",
    "state_machine_paths",
    "state_machine_callbacks",
    "state_machine_clocks",
    "state_machine_maps",
    "state_machine_lint",
    "state_machine_versions",
    "schedules",
)


def apply_all(without: Set[str] = frozenset()) -> list[str]:
    """Apply every patch but those in `without`; returns the names applied.

    Raises RuntimeError for another ministack than the one the patches were written against,
    ValueError for a name in `without` that is no patch.
    """
    found = version("ministack")
    if found != MINISTACK:
        raise RuntimeError(f"local/patches are written for ministack {MINISTACK}, found {found}: make cloud-env")
    unknown = without - set(NAMES)
    if unknown:
        raise ValueError(f"HEX311_LOCAL_WITHOUT names no patch: {', '.join(sorted(unknown))}")
    names = [name for name in NAMES if name not in without]
    for name in names:
        import_module(f"local.patches.{name}").apply()
    return names
