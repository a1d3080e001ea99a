"""Multipart bodies, right and damaged: boundaries, line ends, nesting, encodings, names, files, sizes."""

from random import Random

from tests.fuzz.words import Pairs
from tests.support.photos import a_photo

CRLF = b"\r\n"
MOST_BYTES = 4 * 1024 * 1024
BOUNDARIES = (
    "x",
    "----WebKitFormBoundary7MA4YWxkTrZu0gW",
    "a b",
    "'()+_,-./:=?",
    "y" * 70,
    "z" * 200,
    "ä",
    "--",
    "",
    "*",
    '"q"',
)
FILE_NAMES = (
    '"hole.jpg"',
    '""',
    "hole.jpg",
    '"../../etc/passwd"',
    '"a\\"b.jpg"',
    '"\xe9.jpg"',
    '"a;b=c.jpg"',
    "\"'",
    '"💧.png"',
    '"x',
)
ENCODINGS = ("base64", "quoted-printable", "7bit", "8bit", "binary", "uuencode", "x-unknown", "BASE64", "")
PART_TYPES = (
    "text/plain", "text/plain; charset=utf-16", "text/plain; charset=nonsense", "image/jpeg",
    "application/octet-stream",
    "multipart/mixed; boundary=inner", "multipart/form-data", "message/rfc822", "message/delivery-status",
    "message/partial",
    "text/plain; charset*=utf-8'en'%E2", "text", "/", ";;;", "text/html; name*0=a; name*1=b", "message/external-body",
)  # fmt: skip
DISPOSITIONS = (
    "form-data; name*=utf-8''description", "form-data; name*0=descr; name*1=iption", "form-data", "attachment", "", ";",
    'form-data; name="a"; name="b"', "form-data; name=", 'form-data; name*=""', "form-data; name*=x'y",
    'form-data; name="\\',
    "form-data; name*0*=utf-8''a%E2; name*1*=%82", "form-data; name*999999999999=a", "FORM-DATA; NAME=description",
    "form-data; name==?utf-8?q?=41?=", "form-data; filename*=nonsense''%ff; name=media", "form-data; name=[",
    "form-data; name=(a(b",
)  # fmt: skip


#: What headers are torn with: signs that mean something in them, pieces of the rules for long and foreign words.
SIGNS = "\"\\;=*()<>@,:[]?.%' \tab0é\u2028\x00\x0b-/_~&"
PIECES = (
    "*0",
    "*0*",
    "*=",
    "utf-8''",
    "=?utf-8?q?a?=",
    "=?utf-8?b?",
    "\r\n ",
    "*99999999999999999999",
    "%e2%28",
    "; ;",
    '""',
)


def torn(dice: Random, header: str) -> str:
    """The header with up to six small damages."""
    for _ in range(dice.randrange(7)):
        place, damage = dice.randrange(len(header) + 1), dice.randrange(4)
        into = ("", dice.choice(SIGNS), dice.choice(PIECES), dice.choice(SIGNS))[damage]
        header = header[:place] + into + header[place + (damage in (0, 3)) :]
    return header


def multipart(dice: Random, pairs: Pairs) -> tuple[str, bytes]:
    """(Content-Type, body) of these fields and perhaps some files."""
    boundary = BOUNDARIES[0] if dice.randrange(3) else dice.choice(BOUNDARIES)
    parts = [_field(dice, name, value) for name, value in pairs]
    for _ in range(dice.choice([0, 0, 1, 1, 2, 12])):
        parts.insert(dice.randrange(len(parts) + 1), _file(dice))
    if dice.randrange(40) == 0:
        parts += [_field(dice, "a", "b")] * dice.choice([400, 501])
    line = b"--" + boundary.encode()
    body = b"".join(line + CRLF + part + CRLF for part in parts) + line + b"--" + CRLF
    return _content_type(dice, boundary), _damaged(dice, body, line)


def _field(dice: Random, name: str, value: str) -> bytes:
    odd = dice.randrange(30)
    told = name.replace("\r", "").replace("\n", "").replace('"', "%22")
    disposition = dice.choice(DISPOSITIONS) if odd == 0 else f'form-data; name="{told}"'
    if odd == 6:
        disposition = torn(dice, disposition)
    head = f"Content-Disposition: {disposition}"
    if odd == 1:
        head += f"\r\nContent-Transfer-Encoding: {dice.choice(ENCODINGS)}"
    if odd == 2:
        head += f"\r\nContent-Type: {dice.choice(PART_TYPES)}"
    if odd == 3:
        head = dice.choice(
            [
                head.upper(),
                f"{head}\r\n{head}",
                f" {head}",
                head.replace(": ", ":"),
                f"{head}\r\n folded",
                "no head",
                "",
            ]
        )
    if odd == 4:
        head += "\r\n" + "\r\n".join(f"X-{number}: y" for number in range(300))
    content = dice.randbytes(20) if odd == 5 else value.encode()
    return head.encode() + CRLF + CRLF + content


def _file(dice: Random) -> bytes:
    kind = dice.choice(("image/jpeg", *PART_TYPES))
    named = f"filename={dice.choice(FILE_NAMES)}" if dice.randrange(4) else "filename*=utf-8''%E2%82%AC.jpg"
    name = dice.choice(["media", "media[]", "photo1", "", "description", "a" * 300])
    head = f'Content-Disposition: form-data; name="{name}"; {named}\r\nContent-Type: {kind}'
    if dice.randrange(8) == 0:
        head += f"\r\nContent-Transfer-Encoding: {dice.choice(ENCODINGS)}"
    content = dice.choice(
        [
            a_photo(),
            a_photo()[:200],
            b"",
            b"GIF89a",
            dice.randbytes(300),
            b"\r\n--x\r\n",
            b"--inner\r\n\r\na\r\n--inner--",
        ]
    )
    return head.encode() + CRLF + CRLF + content


def _content_type(dice: Random, boundary: str) -> str:
    usual = f"multipart/form-data; boundary={boundary}"
    if dice.randrange(8):
        return usual
    return dice.choice(
        [
            torn(dice, usual).replace("\r\n", ""), torn(dice, usual).replace("\r\n", ""),
            f'multipart/form-data; boundary="{boundary}"', "multipart/form-data", "multipart/form-data; boundary=",
            f"Multipart/Form-Data; BOUNDARY={boundary}", f"{usual}; charset=utf-8",
            f"multipart/form-data; charset=x; boundary={boundary}",
            f"{usual}; boundary=other", "multipart/form-data; boundary*=utf-8''x",
            f"multipart/form-data;boundary={boundary};",
            "multipart/form-data; boundary*0=x; boundary*1=y", 'multipart/form-data; boundary="x',
            "multipart/form-data boundary=x",
        ]
    )  # fmt: skip


def _damaged(dice: Random, body: bytes, line: bytes) -> bytes:
    damage = dice.randrange(30)
    if damage == 0:
        return body.replace(CRLF, b"\n")
    if damage == 1:
        return body.replace(CRLF, b"\r")
    if damage == 2:
        return body[: dice.randrange(len(body))]
    if damage == 3:
        return body.removesuffix(line + b"--" + CRLF)
    if damage == 4:
        return body.replace(CRLF, b"", dice.randrange(1, 5))
    if damage == 5:
        return b"preamble " * 10 + CRLF + body + b"epilogue " * 10
    if damage == 6 and body:
        place = dice.randrange(len(body))
        return body[:place] + dice.randbytes(1) + body[place + 1 :]
    if damage == 7:
        return line + b"--" + CRLF
    if damage == 8:
        return body.replace(line, b"--" + line)
    if damage == 9 and dice.randrange(12) == 0:
        return body + b" " * (MOST_BYTES - len(body) + dice.choice([0, 1]))
    if damage == 10:
        return dice.randbytes(dice.randrange(400))
    return body
