"""schemathesis over the described API: what the description allows and what it does not, from where it leads deep.

Half of the calls are made of what schemathesis draws alone; the others begin from a call that succeeds and get some
of their parts from the draw, so that the answers are not all 401 and 404. The town is put back every few calls.
"""

import io
import json
from functools import cache
from random import Random
from typing import Any
from urllib.parse import quote

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.specs.openapi.checks import (
    allow_header_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from hex311.http.openapi import document
from tests.fuzz.gate import TOKENS, wsgi
from tests.fuzz.good_calls import CALLS, Good, signed
from tests.fuzz.leaks import leaks_in
from tests.fuzz.tally import Tally
from tests.fuzz.town import Town, open_doors

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    allow_header_conformance,
]
RESET_AFTER = 8
ROLES = (*["admin"] * 8, *sorted(TOKENS), "")
CHOICES = st.integers(0, 2**32 - 1).map(Random)


class Described:
    """One run. `town` is as it was founded."""

    def __init__(self, town: Town, tally: Tally, log: io.StringIO) -> None:
        self.founded, self.town, self.tally, self.log = town, town, tally, log
        self.calls = 0

    def run(self, requests: int, number: int) -> None:
        """About so many requests, spread over all operations; `number` is the seed."""
        operations = [found.ok() for found in _schema().get_all_operations()]
        each = max(2, requests // len(operations))
        with open_doors(lambda: self.town.city):
            for place, operation in enumerate(operations):
                for mode, share in ((GenerationMode.POSITIVE, 2), (GenerationMode.NEGATIVE, 1)):
                    self._ask(operation, mode, max(1, each * share // 3), number * 1_000 + place)

    def _ask(self, operation: Any, mode: GenerationMode, times: int, number: int) -> None:
        @seed(number)
        @settings(
            max_examples=times,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(operation.as_strategy(generation_mode=mode), CHOICES)
        def asked(case: Any, dice: Random) -> None:
            self._one(case, dice)

        try:
            asked()
        except Unsatisfiable:
            if mode is GenerationMode.POSITIVE:
                raise
            # without parameters and body there is nothing to bend

    def _one(self, case: Any, dice: Random) -> None:
        self.calls += 1
        if self.calls % RESET_AFTER == 0:
            self.town = self.founded.reset()
        name = case.operation.definition.raw["operationId"]
        self._lead(case, name, dice)
        self.log.seek(0)
        self.log.truncate()
        answer = self._check(case, name)
        if answer.status_code == 200 and "etag" in answer.headers and case.method == "GET":
            case.headers = {**(case.headers or {}), "If-None-Match": answer.headers["etag"][0]}
            self._check(case, name)

    def _check(self, case: Any, name: str) -> Any:
        """Send it, count it, and note every rule that the answer breaks."""
        answer = case.call()
        self.tally.count(name, answer.status_code)
        told: list[Any] = []
        try:
            case.validate_response(answer, checks=CHECKS)
        except FailureGroup as group:
            told = list(group.exceptions)
        except Failure as failure:
            told = [failure]
        rules = [f"{failure.title}: {failure.message[:300]}" for failure in told]
        is_public = not case.path.startswith("/api/v1/staff/")
        rules += leaks_in(answer.text if is_public else "", self.log.getvalue(), answer.text)
        for rule in rules:
            self.tally.violate(rule, name, case.as_curl_command())
        return answer

    def _lead(self, case: Any, name: str, dice: Random) -> None:
        """Bring the call nearer to one that succeeds, some more and some less."""
        good = CALLS[name](self.town)
        nearness = dice.randrange(8)
        if nearness >= 3:
            case.path_parameters = _mixed(_quoted(good.path), case.path_parameters, dice, nearness, keep=True)
            case.query = _mixed(good.query, case.query, dice, nearness)
            case.headers = _mixed(good.headers, case.headers, dice, nearness)
            if good.body is not None:
                case.body = good.body if nearness >= 6 else _bent(good.body, case.body, dice)
                case.media_type = "application/json"
        elif nearness == 2 and good.path:
            case.path_parameters = _quoted(good.path)
        if "webhook-signature" in good.headers and nearness >= 4 and isinstance(case.body, (dict, bytes)):
            again: Good = signed(self.town, good.path["department"], case.body)
            case.headers = {**(case.headers or {}), **again.headers}
        if case.path.startswith("/api/v1/staff/"):
            role = dice.choice(ROLES) if nearness < 7 else "admin"
            case.headers = {**(case.headers or {}), **({"Authorization": f"Bearer {role}"} if role else {})}


def _quoted(path: dict[str, str]) -> dict[str, str]:
    return {name: quote(value, safe="") for name, value in path.items()}


def _mixed(good: Any, drawn: Any, dice: Random, nearness: int, *, keep: bool = False) -> dict[str, Any]:
    """The good parts with some of the drawn ones in their place; `keep`: parts that cannot be left out."""
    mixed = dict(good)
    if nearness == 7:
        return mixed
    for name, value in (drawn or {}).items():
        if dice.randrange(16 if keep else 3) == 0:
            mixed[name] = value
    for name in [] if keep else list(good):
        if dice.randrange(12) == 0:
            mixed.pop(name, None)
    return mixed


def _bent(good: Any, drawn: Any, dice: Random) -> Any:
    """A good body with some drawn fields."""
    if not isinstance(drawn, dict) or dice.randrange(8) == 0:
        return drawn
    bent = dict(good)
    for name, value in list(drawn.items())[:6]:
        if dice.randrange(3) == 0:
            bent[name] = value
    return bent


@cache
def _schema() -> Any:
    schema = schemathesis.openapi.from_dict(json.loads(json.dumps(document())))
    schema.app = wsgi
    schema.config.output.sanitization.update(enabled=False)  # these keys open nothing outside of this process
    return schema
