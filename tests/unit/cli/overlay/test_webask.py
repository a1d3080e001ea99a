"""A function asks only where strangers' addresses may lead it, and does not listen without end."""

import json
import socket

import pytest

from hex311_cli.overlay import webask
from hex311_cli.overlay.arcgis import ArcGisLayer, read_service
from hex311_cli.overlay.read import Wishes
from hex311_cli.overlay.sources import LayerError
from hex311_cli.overlay.webask import PublicServers, Unreachable, is_public
from tests.unit.cli.overlay.map_server import RECORDED, recorded, served

PLACE = "https://maps.example/arcgis/MapServer/3"


def named(monkeypatch, *addresses):
    """Every name has these addresses; returns the addresses that were connected to."""
    asked = []

    def connect(address, timeout):
        asked.append(address)
        raise ConnectionRefusedError("nobody there")

    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 443)) for one in addresses]
    monkeypatch.setattr(webask.socket, "getaddrinfo", lambda *_, **__: found)
    monkeypatch.setattr(webask.socket, "create_connection", connect)
    return asked


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])
def test_public_addresses(address):
    assert is_public(address)


PRIVATE = """
127.0.0.1 0.0.0.0 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 224.0.0.1 255.255.255.255 198.18.0.1
::1 :: fe80::1 fe80::1%eth0 fd00:ec2::254 ff02::1 ::ffff:169.254.169.254 64:ff9b::a9fe:a9fe 2002:a9fe:a9fe::1
2001:0:a9fe:a9fe::1
"""


@pytest.mark.parametrize("address", PRIVATE.split())
def test_addresses_that_are_nobody_elses_business(address, monkeypatch):
    assert not is_public(address)
    asked = named(monkeypatch, address)
    for loopback in (False, True):
        with pytest.raises(LayerError, match="not on the public internet"):
            PublicServers(loopback=loopback)(PLACE, {})
    assert asked == []


def test_a_name_with_one_private_address_among_public_ones_is_refused(monkeypatch):
    asked = named(monkeypatch, "93.184.216.34", "10.0.0.1")
    with pytest.raises(LayerError):
        PublicServers()(PLACE, {})
    assert asked == []


def test_the_connection_goes_to_the_address_that_was_judged(monkeypatch):
    asked = named(monkeypatch, "93.184.216.34")
    with pytest.raises(Unreachable):
        PublicServers()("https://maps.example:6443/arcgis/MapServer/3", {})
    assert asked == [("93.184.216.34", 6443)]


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("http://maps.example/arcgis/MapServer/3", "not an https address"),
        ("http://127.0.0.1:80/arcgis/MapServer/3", "not an https address"),
        ("file:///etc/passwd", "not an https address"),
        ("https://user:secret@maps.example/MapServer/3", "no plain address"),
        ("https://maps.example:99999/MapServer/3", "no plain address"),
        ("https:///MapServer/3", "no plain address"),
    ],
)
def test_other_addresses_are_refused(url, problem, monkeypatch):
    asked = named(monkeypatch, "93.184.216.34")
    with pytest.raises(LayerError, match=problem):
        PublicServers()(url, {})
    assert asked == []


def test_this_machine_is_asked_only_where_the_cloud_is_local():
    with served(lambda path, query: (200, {}, b"{}")) as url:
        assert PublicServers(loopback=True)(url, {"f": "json"}) == (200, b"{}")
        with pytest.raises(LayerError):
            PublicServers()(url, {})


def test_nobody_is_followed():
    elsewhere = {"Location": "http://169.254.169.254/"}
    with served(lambda path, query: (302, elsewhere, b"")) as url, pytest.raises(LayerError, match="another address"):
        PublicServers(loopback=True)(url, {})


def test_there_is_an_end_to_listening(monkeypatch):
    monkeypatch.setattr(webask, "MOST_BYTES", 1_000_000)
    monkeypatch.setattr(webask, "MOST_BYTES_TOGETHER", 1_500_000)
    monkeypatch.setattr(webask, "MOST_ANSWERS", 4)
    sizes = iter([2_000_000, 900_000, 900_000, 10])
    with served(lambda path, query: (200, {}, b" " * next(sizes))) as url:
        with pytest.raises(LayerError, match="sends more than"):
            PublicServers(loopback=True)(url, {})
        ask = PublicServers(loopback=True)
        assert len(ask(url, {}).body) == 900_000
        with pytest.raises(LayerError, match="sends more than"):
            ask(url, {})
    with served(lambda path, query: (200, {}, b"{}")) as url:
        ask = PublicServers(loopback=True)
        for _ in range(4):
            ask(url, {})
        with pytest.raises(LayerError, match="more than 4 questions"):
            ask(url, {})
        time = iter([0.0, 0.0, 0.0, 1_000.0])
        ask = PublicServers(loopback=True, now=lambda: next(time))
        ask(url, {})
        with pytest.raises(LayerError, match="takes more than 420 s"):
            ask(url, {})


def test_nonsense_of_a_server_is_told_in_words(tmp_path):
    """Deep nesting, wrong types, half a document, no HTTP at all."""
    for body in (b"[" * 100_000, b'"text"', b"{", b"\xff\xfe", json.dumps({"error": "x"}).encode()):
        with served(lambda path, query, body=body: (200, {}, body)) as url:
            ask = PublicServers(loopback=True)
            layer = ArcGisLayer(url, tmp_path, lambda *_: None, ask, wait=lambda seconds: None)
            with pytest.raises(LayerError) as refused:
                layer.read()
            assert all(one.problem and one.mend for one in refused.value.problems)


@pytest.mark.skipif(not RECORDED.is_dir(), reason="the recorded answers are not on this machine")
@pytest.mark.parametrize("name", ["us-ca-tuolumne", "us-mi-kent", "us-ms-madison"])
def test_recorded_answers_are_read_as_by_the_command_line(name, tmp_path):
    with served(recorded(name)) as url:
        layer = ArcGisLayer(url, tmp_path, lambda *_: None, PublicServers(loopback=True), wait=lambda seconds: None)
        if name == "us-ms-madison":
            with pytest.raises(LayerError, match="there is no feature with an area"):
                read_service(layer, Wishes())
        else:
            assert len(read_service(layer, Wishes()).layer.features) > 0
