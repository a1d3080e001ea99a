"""Tokens: what a batch server gives before it has a number."""

from georeport_conformance.documents import FORMATS, UNKNOWN, refusal
from georeport_conformance.rule import rule
from georeport_conformance.server import Server


@rule("unknown_is_404", "A token that is not known is 404, in the asked format.")
def unknown_is_404(server: Server) -> None:
    for suffix in FORMATS:
        refusal(server.get(f"tokens/{UNKNOWN}.{suffix}"), 404, suffix)
