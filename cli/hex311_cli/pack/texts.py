"""Texts: every one in the city's first language, and a visible list of what the other languages lack."""

from collections.abc import Iterable, Iterator
from string import Formatter
from typing import Any

from hex311_cli.pack.problems import PackProblem
from hex311_cli.pack.raw import Entry, RawPack
from hex311_cli.pack.source import Path, closest

#: Keys of the pack that hold text per language.
_TEXT_KEYS = frozenset(
    ("name", "description", "keywords", "label", "help", "message", "text", "title", "for", "from_name", "script")
)

_MAIL = {"service_name", "service_request_id", "status_text", "text", "link", "unsubscribe_link", "city"}
_WORK = {
    "city",
    "service_name",
    "service_request_id",
    "work_order_id",
    "title",
    "department",
    "due",
    "place",
    "text",
    "link",
}
_TIMELINE = {
    "department", "title", "outcome", "owner", "parent", "text", "phone", "date", "planned_for", "reason", "service",
}  # fmt: skip
_ESTIMATE = {"estimate.closings": {"p50", "p80"}, "estimate.service_level": {"date"}}


def placeholders_of(key: str) -> set[str] | None:
    """The placeholders a message may use; None when any may be used."""
    if key.startswith(("mail.work_order.", "mail.officer.", "sms.officer.")):
        return _WORK
    if key.startswith("mail."):
        return _MAIL
    if key.startswith("timeline."):
        return _TIMELINE
    if key in _ESTIMATE:
        return _ESTIMATE[key]
    return {"owner"} if key.startswith("status.") else None


def check_texts(pack: RawPack) -> Iterator[PackProblem]:
    """Problems that stop a publication: no text in the first language, or text in an unknown one."""
    for entry, path, texts in _all_texts(pack):
        if pack.default_language not in texts:
            text = f"The text in the city's first language ({pack.default_language}) is missing."
            yield entry.problem(path, text, f"Add {pack.default_language}: ...")
        for language in texts:
            if language not in pack.languages:
                mend = f"Add '{language}' to languages in city.yaml, or remove the text."
                yield entry.problem((*path, language), f"The city does not speak '{language}'.", mend)


def missing_translations(pack: RawPack) -> Iterator[PackProblem]:
    """Texts that will be shown in another language because a translation is missing (no error)."""
    for entry, path, texts in _all_texts(pack):
        for language in pack.whole_languages:
            if language not in texts and pack.default_language in texts:
                text = f"There is no '{language}' text; '{pack.default_language}' will be shown instead."
                yield entry.problem(path, text, f"Add {language}: ...")
    first = set(pack.articles.get(pack.default_language, {}))
    for language in pack.whole_languages:
        for slug in sorted(first - set(pack.articles.get(language, {}))):
            name = f"knowledge/{language}/{slug}.md"
            yield PackProblem(name, 0, f"There is no '{language}' article.", f"Translate {slug}.md.")


def translated(pack: RawPack) -> dict[str, int]:
    """How much of the pack's texts and sentences there is in each language, in whole percent, rounded down."""
    there = [texts for _, _, texts in _all_texts(pack)]
    first = pack.messages[pack.default_language].data
    there += [{language: key for language, told in pack.messages.items() if key in told.data} for key in first]
    return {
        language: 100 * sum(language in texts for texts in there) // max(1, len(there)) for language in pack.languages
    }


def _all_texts(pack: RawPack) -> Iterable[tuple[Entry, Path, dict[str, Any]]]:
    entries = [pack.city, *([pack.my_city] if pack.my_city else [])]
    for kind in (
        pack.departments,
        pack.officers,
        pack.groups,
        pack.services,
        pack.processes,
        pack.layers,
        pack.place_categories,
    ):
        entries += kind.values()
    for entry in entries:
        for path, texts in _texts(entry.data, ()):
            yield entry, path, texts


def _texts(data: Any, path: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    if isinstance(data, list):
        for index, item in enumerate(data):
            yield from _texts(item, (*path, index))
    elif isinstance(data, dict):
        for key, value in data.items():
            if key in _TEXT_KEYS and isinstance(value, dict):
                yield (*path, key), value
            else:
                yield from _texts(value, (*path, key))


def check_messages(pack: RawPack) -> Iterator[PackProblem]:
    """Messages exist for the first language, in known languages only, with placeholders the code fills."""
    if pack.default_language not in pack.messages:
        name = f"messages/{pack.default_language}.json"
        yield PackProblem(name, 0, "The file is missing.", "Copy the one of another city pack and change the words.")
    for language, entry in pack.messages.items():
        if language not in pack.languages:
            yield PackProblem(entry.source.file, 0, f"The city does not speak '{language}'.", "Add it in city.yaml.")
        for key, text in entry.data.items():
            yield from _placeholder_problems(entry, key, text)


def _placeholder_problems(entry: Entry, key: str, text: str) -> Iterator[PackProblem]:
    allowed = placeholders_of(key)
    try:
        used = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError as error:
        yield entry.problem((key,), f"'{key}' has an odd bracket: {error}.", "Write {{ and }} for plain brackets.")
        return
    for name in sorted(used - allowed) if allowed is not None else ():
        yield entry.problem((key,), f"'{key}' uses {{{name}}}, which nothing fills.", closest(name, allowed or set()))


def check_articles(pack: RawPack) -> Iterator[PackProblem]:
    """Articles are in known languages and name service types that exist."""
    for language, articles in pack.articles.items():
        if language not in pack.languages:
            mend = "Add the language in city.yaml, or rename the folder."
            yield PackProblem(f"knowledge/{language}", 0, f"The city does not speak '{language}'.", mend)
        for article in articles.values():
            for index, code in enumerate(article.front.data["service_codes"]):
                if code not in pack.services:
                    text = f"There is no service type '{code}'."
                    yield article.front.problem(("service_codes", index), text, closest(code, set(pack.services)))
