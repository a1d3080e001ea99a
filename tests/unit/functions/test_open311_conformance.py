"""Our own suite on our own server: every rule of GeoReport v2, the ones that file reports included."""

from collections.abc import Iterator
from typing import Any

import pytest
from georeport_conformance.run import Verdict, run
from georeport_conformance.server import Server, Site

from functions.open311_api.app import app as open311
from hex311.usecases.api_keys import issue_key
from hex311.usecases.submit_request import submit_request
from tests.support.city import HOME, a_report
from tests.support.served import served


@pytest.fixture
def server(city: Any) -> Iterator[Server]:
    import time

    city.clock = int(time.time())
    for number in range(6):
        city.clock -= 86_400
        submit_request(city, a_report("pothole" if number % 2 else "graffiti_removal"))
    city.clock = int(time.time())
    key, _ = issue_key(city, "conformance", ["submit"], 1000, "tests")
    with served(open311) as url:
        city.public_url = url
        site = Site("pothole", str(HOME.latitude), str(HOME.longitude))
        yield Server(f"{url}/open311/v2", key, site=site)


def test_every_rule_holds(server: Server) -> None:
    results = list(run(server, write=True))
    broken = [f"{one.rule.name}: {one.told}" for one in results if one.verdict is Verdict.BROKEN]
    assert broken == []
    untested = {one.rule.name for one in results if one.verdict is Verdict.NOT_TESTED}
    assert untested <= {"posting.address_alone"}
