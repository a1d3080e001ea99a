"""The gateway's own answers stand in the documentation as the template has them."""

import re
from typing import Any

from tests.contract.support.templates import read
from tests.support.city import ROOT

#: Only behind a login, and so not at this door.
OF_STAFF = {"UNAUTHORIZED", "ACCESS_DENIED"}


def line_of(kind: str, told: dict[str, Any]) -> str:
    """Status, what it says of waiting, and the body, as the documentation writes it."""
    status = told.get("StatusCode") or kind.removeprefix("DEFAULT_").lower()
    headers = told.get("ResponseParameters", {}).get("Headers", {})
    named = "".join(f"{name}: {value.strip(chr(39))} " for name, value in headers.items())
    return f"{status} {named}{told['ResponseTemplates']['application/json']}"


def test_the_documentation_has_every_body_of_the_gateway_and_no_other() -> None:
    answers = read("api")["Resources"]["Api"]["Properties"]["GatewayResponses"]
    lines = {line_of(kind, told) for kind, told in answers.items() if kind not in OF_STAFF}
    section = (ROOT / "docs" / "open311.md").read_text().split("## Too many, too large, too busy")[1]
    (block,) = re.findall(r"```\n(.*?)\n```", section.split("\n## ")[0], re.DOTALL)
    assert set(block.splitlines()) == lines
