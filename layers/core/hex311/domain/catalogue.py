"""What the city offers and how it works: the published city pack, as the use cases read it.

The documents are the compiled city pack (`hex311_cli.pack`), checked there against `schemas/city`; here they are
wrapped in small typed views, not checked again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from hex311.domain.errors import NotFound
from hex311.domain.languages import Borrowed, filled, nearest, text_in
from hex311.domain.lifecycle import OPEN, Status
from hex311.domain.sla import WorkingCalendar
from hex311.domain.sla_clock import VERY_LATE_AFTER

Text = Mapping[str, str]
Document = Mapping[str, Any]


@dataclass(frozen=True)
class DuplicateRule:
    """When two reports are likely the same: within `radius_m` metres and `window_days`, in one `group` of types,
    with the same answers to `same_answers`.

    With `same_asset` a report that names its asset (a street light) is the same only as reports of that very
    asset. Cases whose status is not among `statuses` do not count.
    """

    group: str
    radius_m: float
    window_days: float
    same_answers: tuple[str, ...] = ()
    same_asset: bool = False
    statuses: frozenset[Status] = OPEN


@dataclass(frozen=True)
class ReportedAgain:
    """For so many days after its closing and within so many metres a report may be the same thing, not fixed."""

    days: float = 14
    radius_m: float = 50

    def is_over(self, closed_at: int, now: int) -> bool:
        """Times in epoch seconds."""
        return now - closed_at > self.days * 86_400


@dataclass(frozen=True)
class Service:
    """One service type (Open311: service)."""

    code: str
    document: Document

    @property
    def name(self) -> Text:
        return self.document["name"]  # type: ignore[no-any-return]

    @property
    def questions(self) -> Sequence[Document]:
        return list(self.document.get("questions", ()))

    @property
    def stoppers(self) -> Sequence[Document]:
        return list(self.document.get("stoppers", ()))

    @property
    def privacy(self) -> str:
        """`public`, `blurred` (the place is shown coarsely) or `private` (not shown at all)."""
        return str(self.document.get("privacy", "public"))

    @property
    def process(self) -> str:
        """The code of the process that a report starts; types that are somebody else's have none (`redirect`)."""
        return str(self.document["process"])

    @property
    def redirect(self) -> Document | None:
        """Where to go instead, for types that are not the city's: `department`, `message`."""
        return self.document.get("redirect")

    @property
    def needs_photo(self) -> bool:
        return bool(self.document.get("photo") == "required")

    def may_publish(self, part: str) -> bool:
        """Whether `description` or `photos` may become public, once staff release them."""
        return bool(self.document.get("publish", {}).get(part, "never") == "after_release")

    @property
    def duplicate_rule(self) -> DuplicateRule | None:
        rule = self.document.get("duplicates")
        if not isinstance(rule, Mapping) or self.privacy == "private":
            return None
        return DuplicateRule(
            group=rule["group"],
            radius_m=float(rule["radius_m"]),
            window_days=float(rule["window_days"]),
            same_answers=tuple(rule.get("same_answers", ())),
            same_asset=bool(rule.get("same_asset", False)),
            statuses=frozenset(map(Status, rule["statuses"])) if "statuses" in rule else OPEN,
        )


@dataclass(frozen=True)
class Catalogue:
    """One published version of the city pack."""

    version: str
    documents: Mapping[str, Any]

    @property
    def city(self) -> Document:
        return self.documents["city"]  # type: ignore[no-any-return]

    @property
    def languages(self) -> Sequence[str]:
        return self.city["languages"]  # type: ignore[no-any-return]

    @property
    def translated(self) -> Mapping[str, int]:
        """How much of what residents read there is in each language, in whole percent."""
        return self.city.get("translated", {})  # type: ignore[no-any-return]

    @property
    def default_language(self) -> str:
        return str(self.city["default_language"])

    @cached_property
    def services(self) -> dict[str, Service]:
        return {code: Service(code, document) for code, document in self.documents["services"].items()}

    def service(self, code: str) -> Service:
        try:
            return self.services[code]
        except KeyError:
            raise NotFound(f"There is no service type '{code}' here.") from None

    @cached_property
    def cover_radii(self) -> dict[str, float]:
        """The largest radius of each duplicate group, in metres. Every entry of a group is laid out this far: types
        with a smaller radius must be found from the places that their sibling's circle reaches."""
        radii: dict[str, float] = {}
        for service in self.services.values():
            if rule := service.duplicate_rule:
                radii[rule.group] = max(rule.radius_m, radii.get(rule.group, 0.0))
        return radii

    def process(self, code: str) -> Document:
        return self.documents["processes"][code]  # type: ignore[no-any-return]

    def department(self, code: str) -> Document:
        return self.documents["departments"][code]  # type: ignore[no-any-return]

    def calendar(self, department: str = "") -> WorkingCalendar:
        """The working calendar of a department: the city's, with what the department says otherwise."""
        if department not in self._calendars:
            own = self.documents["departments"].get(department, {}).get("calendar", {})
            self._calendars[department] = WorkingCalendar({**self.city["calendar"], **own}, self.city["timezone"])
        return self._calendars[department]

    @cached_property
    def _calendars(self) -> dict[str, WorkingCalendar]:
        return {}

    @property
    def very_late_after(self) -> float:
        """How many times its working time a promise may use before it is very late."""
        return float(self.city["calendar"].get("very_late_after", VERY_LATE_AFTER))

    def delivery(self, department: str) -> Document:
        """How a department gets its work orders: `kind` and what that kind needs; `queue` unless the pack says more,
        and for a department that the city does not have any more."""
        found = self.documents["departments"].get(department, {}).get("delivery")
        return found or {"kind": "queue"}

    @property
    def officers(self) -> Sequence[Document]:
        """The officers of the district and their duty; how they are reached stands elsewhere."""
        return list(self.documents.get("officers", ()))

    @property
    def reported_again(self) -> ReportedAgain:
        return ReportedAgain(**self.documents["city"].get("reported_again", {}))

    @property
    def first_department(self) -> str:
        """The city department that looks after what no other is named for."""
        departments = self.documents["departments"].items()
        return next((code for code, department in departments if department["kind"] == "city"), "")

    def is_outside_owner(self, department: str) -> bool:
        return bool(self.department(department)["kind"] == "outside")

    def text(self, texts: Text, language: str) -> str:
        """The text in the language, else a `Borrowed` one in the nearest that there is; empty without any."""
        return text_in(texts, language, self.default_language)

    def keywords(self, service: Service, language: str) -> Sequence[str]:
        """The words that residents search for, in the nearest language that has any."""
        words = service.document.get("keywords", {})
        return words.get(nearest(words, language, self.default_language) or "", ())  # type: ignore[no-any-return]

    def message(self, key: str, language: str, **values: str) -> str:
        """The pack's sentence for a key with its `{placeholders}` filled; unknown placeholders stay empty. In another
        language, where there is none in this one, it is a `Borrowed`."""
        patterns = {
            spoken: sentences[key] for spoken, sentences in self.documents["messages"].items() if key in sentences
        }
        found = nearest(patterns, language, self.default_language)
        if found is None:
            return key
        said = filled(patterns[found], found, values)
        return said if found == language else Borrowed(said, found)
