"""Sending mail is allowed or refused on the identity it is sent from.

ministack 1.5.33: asks for ses:SendEmail on the resource `*`, which a least-privilege policy never grants.
AWS: asks on the identity of the sender, the address when that is verified, else its domain.
"""

from __future__ import annotations

import json

import ministack.core.iam_actions as iam_actions

_resource = iam_actions._ses_v2_resource_arn


def _identity_of_sender(method: str, path: str, body: bytes, region: str, account_id: str) -> str:
    """The ARN to be judged; as before for every call but sending."""
    if [part for part in path.split("/") if part][:3] != ["v2", "email", "outbound-emails"]:
        return str(_resource(method, path, body, region, account_id))
    try:
        sender = str(json.loads(body).get("FromEmailAddress") or "")
    except ValueError:
        sender = ""
    address = sender.rsplit("<", 1)[-1].rstrip("> ")
    return f"arn:aws:ses:{region}:{account_id}:identity/{address}" if address else "*"


def apply() -> None:
    """Replace the look-up of the resource."""
    iam_actions._ses_v2_resource_arn = _identity_of_sender
