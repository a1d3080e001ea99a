"""Sent mail survives a restart.

ministack 1.5.33: forgets all messages it took when it stops, and with them the links in a resident's inbox.
AWS: the mail is in the resident's mailbox.
"""

from __future__ import annotations

import copy
from typing import Any

import ministack.services.ses as ses

KEY = "hex311_sent_emails"

_get_state = ses.get_state
_restore = ses._restore_state


def _state_with_mail() -> dict[str, Any]:
    state: dict[str, Any] = _get_state()
    return state | {KEY: copy.deepcopy(ses._sent_emails)}


def _restore_with_mail(data: dict[str, Any]) -> None:
    _restore(data)
    if data and KEY in data:
        ses._sent_emails.update(data[KEY])


def apply() -> None:
    """Wrap saving and restoring."""
    ses.get_state = _state_with_mail
    ses._restore_state = _restore_with_mail
