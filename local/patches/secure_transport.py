"""Loopback counts as TLS.

ministack 1.5.33: judges `aws:SecureTransport` by the request, which is plain http on this machine.
AWS: SDKs and pages speak https; a bucket policy that denies everything else is common, and so is ours.
"""

from __future__ import annotations

import ministack.app as gateway
from ministack.core.iam_evaluator import pin_request_origin


def _pin_secure(source_ip: str, _secure_transport: bool) -> None:
    pin_request_origin(source_ip, True)


def apply() -> None:
    """Replace the name the gateway calls once per request."""
    gateway.pin_request_origin = _pin_secure
