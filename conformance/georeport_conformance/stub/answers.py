"""A small GeoReport v2 server that keeps every rule, and makes one known mistake on request.

The mistakes are those of real servers. Each has a name; `Stub("...")` makes exactly that one.
"""

from datetime import UTC, datetime, timedelta
from typing import Any
from xml.sax.saxutils import escape

KEY = "a-key"
JURISDICTION = "stub.example"
CHILD = {
    "services": "service",
    "service_requests": "request",
    "errors": "error",
    "attributes": "attribute",
    "values": "value",
    "endpoints": "endpoint",
    "formats": "format",
}
SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
NOW = datetime.now(UTC).replace(microsecond=0)


def stamp(when: datetime) -> str:
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


def services() -> list[dict[str, Any]]:
    common = {"type": "realtime", "keywords": "road,street", "group": "Streets & roads"}
    return [
        {
            "service_code": "001",
            "service_name": "Cans left out",
            "description": "A can, <empty>",
            "metadata": False,
            **common,
        },
        {"service_code": "P-2", "service_name": "Pothole", "description": "A hole", "metadata": True, **common},
    ]


def definition() -> list[dict[str, Any]]:
    common = {"variable": True, "datatype_description": ""}
    return [
        {
            **common,
            "code": "SIZE",
            "datatype": "singlevaluelist",
            "required": True,
            "order": 1,
            "description": "Size?",
            "values": [{"key": "1", "name": "Plate"}],
        },
        {
            **common,
            "code": "WHERE",
            "datatype": "multivaluelist",
            "required": False,
            "order": 2,
            "description": "Where?",
            "values": [{"key": "lane", "name": "Lane"}, {"key": "edge", "name": "Edge"}],
        },
    ]


def filed(number: int) -> dict[str, Any]:
    when = NOW - timedelta(days=number * 9, hours=1)
    return {
        "service_request_id": f"R-{number}",
        "status": "closed" if number % 2 else "open",
        "status_notes": "",
        "service_name": "Pothole",
        "service_code": "P-2" if number % 3 else "001",
        "description": "A hole & <more>",
        "agency_responsible": "Streets",
        "service_notice": "",
        "requested_datetime": stamp(when),
        "updated_datetime": stamp(when + timedelta(hours=number)),
        "expected_datetime": "",
        "address": "1 Main St",
        "address_id": "",
        "zipcode": "60601",
        "lat": 41.88,
        "long": -87.63,
        "media_url": "",
    }


class Refused(Exception):
    def __init__(self, status: int, *descriptions: str) -> None:
        super().__init__(status)
        self.status, self.descriptions = status, descriptions


class Stub:
    """The state and the answers; `mistake` is empty or the name of one mistake."""

    def __init__(self, mistake: str = "") -> None:
        self.mistake = mistake
        self.filed = [filed(number) for number in range(12)]
        self.url = ""

    def makes(self, mistake: str) -> bool:
        KNOWN.add(mistake)
        return self.mistake == mistake

    # ── documents ────────────────────────────────────────────────────────────────────────────────────────────────

    def discovery(self) -> dict[str, Any]:
        formats: Any = ["text/xml", "application/json"]
        endpoint: dict[str, Any] = {
            "specification": "Open311" if self.makes("foreign specification") else SPECIFICATION,
            "url": f"{self.url}/wrong" if self.makes("discovery names another base") else self.url,
            "changeset": "9999" if self.makes("endpoint newer than its document") else "2026-01-01",
            "type": "beta" if self.makes("endpoint of an unknown type") else "test",
            "formats": ["application/xml"] if self.makes("formats without text/xml") else formats,
        }
        endpoints: Any = endpoint if self.makes("endpoints as an object") else [endpoint]
        content = {"changeset": "2026-01-01", "contact": "311", "key_service": "mail us", "endpoints": endpoints}
        if self.makes("discovery without key_service"):
            del content["key_service"]
        return content

    def services(self) -> list[dict[str, Any]]:
        found = services()
        for one in found:
            if self.makes("keywords as an array"):
                one["keywords"] = one["keywords"].split(",")
            if self.makes("numeric service_code") and one["service_code"] == "001":
                one["service_code"] = 1
            if self.makes("service type of its own"):
                one["type"] = "instant"
            if self.makes("service without a group"):
                del one["group"]
            if self.makes("metadata as a word"):
                one["metadata"] = str(one["metadata"]).lower()
        return [*found, found[0]] if self.makes("a service listed twice") else found

    def definition(self, code: str) -> dict[str, Any]:
        known = {str(one["service_code"]): one for one in services()}
        if code not in known:
            if self.makes("empty definition for unknown codes"):
                return {"service_code": code, "attributes": []}
            raise Refused(404, "There is no such service.")
        if code == "001" and self.makes("no definition without metadata"):
            raise Refused(404, "There is no definition.")
        attributes = definition() if code == "P-2" else []
        for one in attributes:
            if self.makes("required as a word"):
                one["required"] = str(one["required"]).lower()
            if self.makes("datatype of its own"):
                one["datatype"] = "picklist"
            if self.makes("numeric value keys") and one["code"] == "SIZE":
                one["values"][0]["key"] = 1
            if self.makes("one order for all"):
                one["order"] = 1
            if self.makes("one value as an object") and one["code"] == "SIZE":
                one["values"] = one["values"][0]
            if self.makes("attribute without datatype_description"):
                del one["datatype_description"]
        if self.makes("definition without its attributes"):
            attributes = []
        return {"service_code": "x" if self.makes("definition of another code") else code, "attributes": attributes}

    def shown(self, one: dict[str, Any]) -> dict[str, Any]:
        one = dict(one)
        if self.makes("statuses of its own") and one["status"] == "open":
            one["status"] = "in_progress"
        if self.makes("lat and long as text"):
            one["lat"], one["long"] = str(one["lat"]), str(one["long"])
        if self.makes("media_url as an array"):
            one["media_url"] = [one["media_url"]]
        if self.makes("agency as an object"):
            one["agency_responsible"] = {"recipient": [one["agency_responsible"]]}
        if self.makes("times with fractions"):
            one["requested_datetime"] = one["requested_datetime"].replace("Z", ".000Z")
        if self.makes("times without a zone"):
            one["updated_datetime"] = one["updated_datetime"].rstrip("Z")
        if self.makes("misspelt address_id"):
            one["adress_id"] = one.pop("address_id")
        if self.makes("numeric ids"):
            one["service_request_id"] = int(one["service_request_id"].removeprefix("R-"))
        if self.makes("updated before requested"):
            one["updated_datetime"] = "2020-01-01T00:00:00Z"
        if self.makes("the reporter is shown"):
            one["email"] = one.get("_email", "")
        return {name: value for name, value in one.items() if not name.startswith("_")}

    def listed(self, query: dict[str, str]) -> list[dict[str, Any]]:
        ids = split(query.get("service_request_id"))
        if self.makes("ids do not override"):
            ids = ids if len(query) == 1 else []
        if ids:
            wanted = ids[:1] if self.makes("only the first of several ids") else ids
            found = [one for one in self.filed if one["service_request_id"] in wanted]
            if len(found) < len(ids) and self.makes("unknown ids are an error"):
                raise Refused(404, "One of them is not known.")
            return [self.shown(one) for one in found]
        found = [one for one in self.filed if self._matches(one, query)]
        found.sort(key=lambda one: one["requested_datetime"], reverse=not self.makes("oldest first"))
        if not found and self.makes("404 for an empty list"):
            raise Refused(404, "Nothing found.")
        return [self.shown(one) for one in found]

    def _matches(self, one: dict[str, Any], query: dict[str, str]) -> bool:
        begin, end = self._window(query)
        when = datetime.fromisoformat(one["requested_datetime"])
        statuses = split(query.get("status")) or (
            ["open"] if self.makes("open ones by default") else ["open", "closed"]
        )
        if set(statuses) - {"open", "closed"} and not self.makes("any status is fine"):
            raise Refused(400, "status is open or closed.")
        if self.makes("status is ignored"):
            statuses = ["open", "closed"]
        codes = split(query.get("service_code"))
        if codes and self.makes("no lists of service codes"):
            codes = [query["service_code"]]
        return begin <= when <= end and one["status"] in statuses and (not codes or one["service_code"] in codes)

    def _window(self, query: dict[str, str]) -> tuple[datetime, datetime]:
        begin, end = self._date(query, "start_date"), self._date(query, "end_date")
        if self.makes("dates are ignored"):
            begin = end = None
        span = timedelta(days=3650 if self.makes("no default window") else 90)
        if begin and end:
            if begin > end and not self.makes("start after end is fine"):
                raise Refused(400, "start_date is after end_date.")
            if end - begin > span and not self.makes("long windows are clipped"):
                raise Refused(400, "No more than 90 days.")
            return begin, end
        if begin:
            return begin, begin + span
        return (end or datetime.now(UTC)) - span, end or datetime.now(UTC)

    def _date(self, query: dict[str, str], name: str) -> datetime | None:
        text = query.get(name)
        if not text:
            return None
        try:
            when = datetime.fromisoformat(text)
        except ValueError:
            if self.makes("junk dates are ignored"):
                return None
            raise Refused(400, f"{name} is no date.") from None
        return when if when.tzinfo else when.replace(tzinfo=UTC)

    def single(self, number: str) -> list[dict[str, Any]]:
        found = [self.shown(one) for one in self.filed if one["service_request_id"] == number]
        if not found and not self.makes("empty array for an unknown id"):
            raise Refused(404, "There is no such request.")
        return found

    # ── filing ───────────────────────────────────────────────────────────────────────────────────────────────────

    def file(self, form: list[tuple[str, str]]) -> list[dict[str, Any]]:
        told = {name: value for name, value in form if value}
        if not told.get("api_key") and not self.makes("no key needed"):
            raise Refused(400 if self.makes("400 for a missing key") else 403, "An API key is needed.")
        if told.get("api_key") != KEY and not self.makes("no key needed") and not self.makes("any key will do"):
            raise Refused(403, "This key is not known.")
        code = told.get("service_code")
        if not code:
            raise Refused(400, "service_code is missing.")
        if code not in {one["service_code"] for one in services()}:
            raise Refused(400 if self.makes("400 for an unknown service") else 404, "There is no such service.")
        problems = [*self._place(told), *self._text(told), *self._attributes(code, form)]
        if problems:
            raise Refused(400, *(problems[:1] if self.makes("one error at a time") else problems))
        return [self._kept(told, code)]

    def _place(self, told: dict[str, str]) -> list[str]:
        both, address = "lat" in told and "long" in told, "address_string" in told
        if self.makes("coordinates are a must") and not both:
            return ["lat and long are missing."]
        if not both and not address and not self.makes("reports without a place"):
            return ["Send lat and long, or address_string."]
        try:
            float(told.get("lat", "0")), float(told.get("long", "0"))
        except ValueError:
            return [] if self.makes("any coordinate is fine") else ["lat is no number."]
        return []

    def _text(self, told: dict[str, str]) -> list[str]:
        long = len(told.get("description", "")) > 4000
        return ["description is too long."] if long and not self.makes("descriptions of any length") else []

    def _attributes(self, code: str, form: list[tuple[str, str]]) -> list[str]:
        if code != "P-2":
            return []
        problems = []
        for one in definition():
            plain, several = f"attribute[{one['code']}]", f"attribute[{one['code']}][]"
            names = (plain,) if self.makes("no brackets for several values") else (plain, several)
            sent = [value for name, value in form if name in names]
            if any(name == several for name, _ in form) and several not in names:
                problems.append(f"{several} is not known.")
            if one["required"] and not sent and not self.makes("required attributes are optional"):
                problems.append(
                    "An attribute is missing."
                    if self.makes("errors that name nothing")
                    else f"{one['code']} is missing."
                )
            known = {value["key"] for value in one["values"]}
            if set(sent) - known and not self.makes("any value will do"):
                problems.append(f"{one['code']} has other values.")
        return problems

    def _kept(self, told: dict[str, str], code: str) -> dict[str, Any]:
        number = len(self.filed)
        text = told.get("description", "")
        if any(one.get("_text") == text for one in self.filed) and self.makes("repeats are refused"):
            raise Refused(400, "base is a duplicate")
        kept = filed(number) | {
            "service_request_id": f"R-{number}", "service_code": code, "status": "open", "description": text,
            "requested_datetime": stamp(datetime.now(UTC)), "updated_datetime": stamp(datetime.now(UTC)),
            "_email": told.get("email", ""), "_text": text,
        }  # fmt: skip
        if self.makes("text is escaped twice"):
            kept["description"] = escape(text)
        if not self.makes("numbers that cannot be read"):
            self.filed.append(kept)
        answer = {"service_request_id": kept["service_request_id"], "service_notice": "", "account_id": ""}
        return {**answer, "token": "T"} if self.makes("id and token at once") else answer


KNOWN: set[str] = set()
"""Every mistake that was asked about while answering: a name that is never asked about would prove nothing."""


def split(text: str | None) -> list[str]:
    return [part.strip() for part in (text or "").split(",") if part.strip()]
