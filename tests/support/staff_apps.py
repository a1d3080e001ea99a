"""The functions behind the login that work on cases, as one: which of them a call goes to stands in the template."""

import re

from chalice import Chalice

from functions.admin_api.app import app as admin
from functions.calls_api.app import app as calls
from functions.case_api.app import app as case
from functions.layers_api.app import app as layers
from functions.queue_api.app import app as queue
from functions.staff_api.app import app as staff

STAFF_APPS: tuple[Chalice, ...] = (staff, admin, calls, case, layers, queue)


def staff_app(path: str) -> Chalice:
    """The function whose route a path is (percent-encoded, without a query); the back office for unknown ones."""
    for app in STAFF_APPS:
        if any(re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", route), path) for route in app.routes):
            return app
    return staff


def staff_routes() -> set[tuple[str, str]]:
    """Every (method, path)."""
    return {(method, path) for app in STAFF_APPS for path, methods in app.routes.items() for method in methods}
