"""Errors: an array of code and description, in the asked format, with the HTTP status."""

from georeport_conformance.documents import FORMATS, UNKNOWN, refusal
from georeport_conformance.rule import Level, expect, rule
from georeport_conformance.server import Server


@rule("asked_format", "An error comes in the format that was asked for, as an array, with code and description.")
def asked_format(server: Server) -> None:
    for suffix in FORMATS:
        refusal(server.get(f"services/{UNKNOWN}.{suffix}"), 404, suffix)


@rule("unknown_path", "A path that does not exist under the base is 404 in the same shape.", level=Level.SHOULD)
def unknown_path(server: Server) -> None:
    for suffix in FORMATS:
        refusal(server.get(f"{UNKNOWN}/{UNKNOWN}.{suffix}"), 404, suffix)


@rule("code_says_status", "An error's code begins with the HTTP status.", level=Level.SHOULD)
def code_says_status(server: Server) -> None:
    answer = server.get(f"services/{UNKNOWN}.json")
    for error in refusal(answer, 404, "json"):
        expect(str(error["code"]).startswith("404"), f"{answer}: the code is {error['code']!r}")


@rule("plain_words", "A description is text for people: no markup, no stack trace.", level=Level.SHOULD)
def plain_words(server: Server) -> None:
    for error in refusal(server.get(f"services/{UNKNOWN}.json"), 404, "json"):
        told = str(error["description"])
        for odd in ("<", "Traceback", "Exception", "\n\tat "):
            expect(odd not in told, f"the description holds {odd!r}: {told[:120]!r}")
