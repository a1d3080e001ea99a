"""A browser without scripts, for tests: reads forms as browsers do, fills them in, sends them, keeps cookies."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlencode, urlsplit

BOUNDARY = "----------------------------d29a0c638b54"
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Reply:
    """What came over the wire."""

    status: int
    headers: Mapping[str, str]
    text: str


#: (method, path, query, headers, body) -> reply. Redirects are not followed here.
Send = Callable[[str, str, dict[str, list[str]], dict[str, str], bytes | None], Reply]


@dataclass
class Form:
    """`fields` as they would be sent now: (name, value). `buttons`: (name, value, text)."""

    action: str
    method: str
    multipart: bool
    fields: list[tuple[str, str]] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    choices: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)

    def value(self, name: str) -> str:
        return next((value for one, value in self.fields if one == name), "")


@dataclass
class Page:
    """A page as its reader sees it."""

    reply: Reply
    address: str
    forms: list[Form] = field(default_factory=list)
    title: str = ""
    heading: str = ""
    text: str = ""
    #: (tag, attributes) of everything
    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def status(self) -> int:
        return self.reply.status

    @property
    def ids(self) -> list[str]:
        return [attributes["id"] for _, attributes in self.elements if "id" in attributes]

    def form(self, text: str) -> Form:
        """The form with a button of this text."""
        return next(form for form in self.forms if any(text in button[2] for button in form.buttons))

    def problems(self) -> list[str]:
        """The fields that the summary at the top leads to."""
        links = [a["href"][1:] for tag, a in self.elements if tag == "a" and a.get("href", "").startswith("#")]
        return [link for link in links if link != "main"] if "problems-title" in self.ids else []


class _Reader(HTMLParser):
    def __init__(self, page: Page) -> None:
        super().__init__(convert_charrefs=True)
        self.page = page
        self._form: Form | None = None
        self._inside: list[str] = []
        self._typed: tuple[str, list[str]] | None = None
        self._button: tuple[str, str, list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = {name: value or "" for name, value in attrs}
        self.page.elements.append((tag, a))
        self._inside.append(tag)
        if tag == "form":
            self._form = Form(a.get("action", ""), a.get("method", "get"), "multipart" in a.get("enctype", ""))
            self.page.forms.append(self._form)
        form = self._form
        if form is None or not (a.get("name") or tag == "button"):
            return
        if tag == "input" and a.get("type") in ("radio", "checkbox"):
            form.choices.setdefault(a["name"], []).append(a.get("value", "on"))
            form.names.add(a["name"])
            if "checked" in a:
                form.fields.append((a["name"], a.get("value", "on")))
        elif tag == "input":
            form.names.add(a["name"])
            if a.get("type") != "file":
                form.fields.append((a["name"], a.get("value", "")))
        elif tag == "textarea":
            form.names.add(a["name"])
            self._typed = (a["name"], [])
        elif tag == "button":
            self._button = (a.get("name", ""), a.get("value", ""), [])

    def handle_endtag(self, tag: str) -> None:
        if tag in self._inside:
            while self._inside.pop() != tag:
                pass
        form = self._form
        if tag == "form":
            self._form = None
        elif tag == "textarea" and form and self._typed:
            name, parts = self._typed
            form.fields.append((name, "".join(parts).removeprefix("\n")))
            self._typed = None
        elif tag == "button" and form and self._button:
            name, value, parts = self._button
            form.buttons.append((name, value, " ".join("".join(parts).split())))
            self._button = None

    def handle_data(self, data: str) -> None:
        if self._typed:
            self._typed[1].append(data)
            return
        if self._button:
            self._button[2].append(data)
        if "title" in self._inside:
            self.page.title += data
        if "h1" in self._inside:
            self.page.heading += data
        self.page.text += data


class PlainBrowser:
    """`cookies=False` keeps none, as some text browsers do."""

    def __init__(self, send: Send, *, cookies: bool = True, headers: dict[str, str] | None = None) -> None:
        self._send, self._keeps, self._headers = send, cookies, headers or {}
        self.cookies: dict[str, str] = {}
        #: every request that went out: (method, address)
        self.sent: list[tuple[str, str]] = []

    def get(self, address: str) -> Page:
        return self._ask("GET", address, {}, None)

    def press(self, page: Page, button: str, files: Mapping[str, list[bytes]] | None = None, **typed: object) -> Page:
        """Fill in the form that has this button (an empty text: its first), and press it. A list is several choices;
        `_` in a name stands for `.` where the form has no such field."""
        form = page.form(button)
        pairs = list(form.fields)
        for name, value in typed.items():
            known = name if name in form.names else name.replace("_", ".", 1)
            assert known in form.names, f"no field {name} in {sorted(form.names)}"
            values = [str(one) for one in value] if isinstance(value, list) else [str(value)]
            pairs = [pair for pair in pairs if pair[0] != known] + [(known, one) for one in values]
        name, value, _ = next(one for one in form.buttons if button in one[2])
        if name:
            pairs.append((name, value))
        return self.post(form, pairs, files)

    def post(self, form: Form, pairs: list[tuple[str, str]], files: Mapping[str, list[bytes]] | None = None) -> Page:
        if form.method == "get":
            return self._ask("GET", f"{form.action}?{urlencode(pairs)}", {}, None)
        if form.multipart:
            headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
            return self._ask("POST", form.action, headers, _multipart(pairs, files or {}))
        return self._ask("POST", form.action, {"Content-Type": FORM}, urlencode(pairs).encode())

    def _ask(self, method: str, address: str, headers: dict[str, str], body: bytes | None) -> Page:
        self.sent.append((method, address))
        parts = urlsplit(address)
        if self.cookies:
            headers = {**headers, "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        query = parse_qs(parts.query, keep_blank_values=True)
        reply = self._send(method, parts.path, query, {**self._headers, **headers}, body)
        told = {name.lower(): value for name, value in reply.headers.items()}
        if self._keeps and "set-cookie" in told:
            name, _, value = told["set-cookie"].split(";")[0].partition("=")
            self.cookies[name] = value
        if reply.status == 303:
            return self._ask("GET", told["location"], {}, None)
        page = Page(Reply(reply.status, told, reply.text), address)
        _Reader(page).feed(reply.text)
        return page


def _multipart(fields: list[tuple[str, str]], files: Mapping[str, list[bytes]]) -> bytes:
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields
    ]
    for name, contents in files.items():
        for content in contents:
            head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"; filename="a.jpg"\r\n'
            parts.append(f"{head}Content-Type: image/jpeg\r\n\r\n".encode() + content + b"\r\n")
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()
