"""Forms of Open311 clients and of browsers: urlencoded with or without a charset, or multipart; fields may repeat."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import Message
from urllib.parse import parse_qsl

from hex311.domain.errors import BadInput, Problem, TooLarge

MOST_BYTES = 4 * 1024 * 1024
#: Of all fields together; only files may be larger. As much as the body of any other report.
MOST_FIELD_BYTES = 64 * 1024
MOST_FIELDS = 500
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"


@dataclass(frozen=True, slots=True)
class Upload:
    """One file of a multipart body."""

    field: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Form:
    """The fields with all their values, in order, and the files."""

    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    uploads: tuple[Upload, ...] = ()

    def first(self, name: str) -> str:
        """The first value that is not empty: an empty parameter is none."""
        return next((value for value in self.all(name) if value), "")

    def all(self, name: str) -> tuple[str, ...]:
        return tuple(value.strip() for value in self.fields.get(name, ()))


def read_form(content_type: str, raw: bytes, most_bytes: int = MOST_BYTES) -> Form:
    """`TooLarge` above 4 MB (or `most_bytes`), `BadInput` for what is no form. Anything that does not call itself
    multipart is read as urlencoded: clients leave the header out, or name a charset."""
    if len(raw) > most_bytes:
        raise TooLarge("body", "The body is larger than 4 MB. The ids of photos uploaded before go as photo_id.")
    if content_type.lower().startswith(MULTIPART):
        return _multipart(content_type, raw)
    try:
        text = raw.decode("utf-8")
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError:
        raise _no_form(f"Send UTF-8 as {FORM}, at most {MOST_FIELDS} fields.") from None
    return Form(_gathered(pairs))


def _multipart(content_type: str, raw: bytes) -> Form:
    if "\r" in content_type or "\n" in content_type:
        raise _no_form("Send one line as Content-Type.")
    head = f"Content-Type: {content_type}\r\n\r\n".encode("ascii", errors="replace")
    # compat32: the header parser of the newer policies falls over some malformed parameters (`boundary*`)
    payload = message_from_bytes(head + raw, policy=policy.compat32).get_payload()
    parts = [part for part in payload if isinstance(part, Message)] if isinstance(payload, list) else []
    if not parts or len(parts) > MOST_FIELDS:
        raise _no_form(f"Send parts with a boundary, at most {MOST_FIELDS}.")
    pairs: list[tuple[str, str]] = []
    uploads: list[Upload] = []
    for part in parts:
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        if not isinstance(name, str) or not isinstance(content, bytes):
            raise _no_form("Every part needs a name.")
        if part.get_filename() is not None:
            uploads.append(Upload(name, part.get_content_type(), content))
            continue
        try:
            pairs.append((name, content.decode("utf-8")))
        except UnicodeDecodeError:
            raise _no_form(f"Send the field {name[:40]} in UTF-8.") from None
    return Form(_gathered(pairs), tuple(uploads))


def _gathered(pairs: list[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    if sum(len(name.encode()) + len(value.encode()) for name, value in pairs) > MOST_FIELD_BYTES:
        raise TooLarge("body", "The fields of the form are larger than 64 KB. Only files may be larger.")
    for name, value in pairs:
        found[name].append(value.replace("\x00", ""))
    return {name: tuple(values) for name, values in found.items()}


def _no_form(mend: str) -> BadInput:
    return BadInput([Problem("body", "This is not a form.", mend)])
