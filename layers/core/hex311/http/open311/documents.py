"""GeoReport v2 documents in JSON and XML.

JSON is the XML without its root, a container of repeated children always an array. The XML has no attributes and no
namespaces, because clients in the field trip over them.
"""

import json
import re
from typing import Any
from xml.sax.saxutils import escape

from chalice import Response

CONTENT_TYPES = {"json": "application/json; charset=utf-8", "xml": "text/xml; charset=utf-8"}
ITEM_NAMES = {
    "services": "service",
    "attributes": "attribute",
    "values": "value",
    "endpoints": "endpoint",
    "formats": "format",
    "service_requests": "request",
    "notes": "note",
    "overlay": "answer",
    "photos": "photo",
    "service_request_updates": "request_update",
    "errors": "error",
}
#: XML 1.0 has no way to write these.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def split_format(document: str) -> tuple[str, str]:
    """`services.xml` -> (`services`, `xml`). An unknown suffix is answered as XML, the mandatory format."""
    name, _, suffix = document.rpartition(".")
    return (name, suffix) if suffix in CONTENT_TYPES else (document, "xml")


def render(root: str, content: Any, suffix: str, status: int = 200) -> Response:
    """A response with the document under `root`, in the format that the path asked for."""
    if suffix == "json":
        body = json.dumps(content, ensure_ascii=False)
    else:
        body = f'<?xml version="1.0" encoding="UTF-8"?>\n{_element(root, content)}'
    headers = {"Content-Type": CONTENT_TYPES[suffix], "X-Content-Type-Options": "nosniff"}
    return Response(body=body, status_code=status, headers=headers)


def _element(name: str, content: Any) -> str:
    if content is None or content in ("", []):
        return f"<{name}/>"
    if isinstance(content, str):
        inner = escape(_NOT_XML.sub("", content))
    elif isinstance(content, dict):
        inner = "".join([_element(key, value) for key, value in content.items()])
    elif isinstance(content, list):
        item = ITEM_NAMES[name]
        inner = "".join([_element(item, value) for value in content])
    elif isinstance(content, bool):
        inner = "true" if content else "false"
    else:
        inner = str(content)
    return f"<{name}>{inner}</{name}>"
