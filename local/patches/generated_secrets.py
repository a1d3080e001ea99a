"""A generated secret has the characters its template asks for, from a safe source.

ministack 1.5.33: knows only PasswordLength and ExcludeCharacters of GenerateSecretString, and draws from a
predictable generator.
AWS: also ExcludePunctuation, ExcludeNumbers, ExcludeUppercase, ExcludeLowercase, IncludeSpace, and at least one
character of every kind (RequireEachIncludedType, on by default).
"""

from __future__ import annotations

import json
import secrets
import string
from typing import Any

import ministack.services.cloudformation.provisioners as provisioners

KINDS = {
    "ExcludeLowercase": string.ascii_lowercase,
    "ExcludeUppercase": string.ascii_uppercase,
    "ExcludeNumbers": string.digits,
    "ExcludePunctuation": string.punctuation,
}

_secret_string = provisioners._sm_secret_string


def _is_true(value: Any) -> bool:
    return str(value).lower() == "true"


def _generate(wish: dict[str, Any]) -> str:
    """A password as GenerateSecretString describes it."""
    left_out = set(wish.get("ExcludeCharacters", ""))
    kinds = [
        "".join(character for character in characters if character not in left_out)
        for switch, characters in KINDS.items()
        if not _is_true(wish.get(switch))
    ]
    kinds = [kind for kind in kinds if kind]
    letters = "".join(kinds) + (" " if _is_true(wish.get("IncludeSpace")) else "")
    length = int(wish.get("PasswordLength", 32))
    drawn = [secrets.choice(letters) for _ in range(length)]
    if str(wish.get("RequireEachIncludedType", "true")).lower() == "true":
        drawn[: len(kinds)] = [secrets.choice(kind) for kind in kinds]
        secrets.SystemRandom().shuffle(drawn)
    return "".join(drawn)


def _make_secret(properties: dict[str, Any]) -> str:
    """The secret's text: given, or generated into its template."""
    wish = properties.get("GenerateSecretString")
    if properties.get("SecretString") or not wish:
        return str(_secret_string(properties))
    password = _generate(wish)
    template = wish.get("SecretStringTemplate")
    if not template:
        return password
    return json.dumps(json.loads(template) | {wish["GenerateStringKey"]: password})


def apply() -> None:
    """Replace the one function create and update share."""
    provisioners._sm_secret_string = _make_secret
