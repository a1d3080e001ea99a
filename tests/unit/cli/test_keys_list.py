"""`hex311 keys list`: what a script looks for in it is whole, however narrow the terminal would be."""

from types import SimpleNamespace
from typing import Any

from typer.testing import CliRunner

from hex311.usecases.api_keys import issue_key
from hex311_cli.commands import keys
from tests.support.city import memory_city


def test_ids_and_names_are_not_cut_short(monkeypatch: Any) -> None:
    city = memory_city()
    name = "an-app-maker-with-quite-a-long-name"
    _, kept = issue_key(city, name, ["submit", "update", "read_private"], 600, "tests")
    monkeypatch.setattr(keys, "connect", lambda _: SimpleNamespace(ports=lambda: city))
    monkeypatch.setenv("COLUMNS", "60")
    told = CliRunner().invoke(keys.app, ["list"]).output
    assert kept.id[:16] in told
    assert name in told
