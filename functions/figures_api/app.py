"""The supervisor's figures and the cases behind each of them. Reads only; the policy table decides what is told."""

from typing import Any

from hex311.domain.policy import Staff
from hex311.http.api import CityApi
from hex311.http.caller import staff_of, whole_number
from hex311.usecases.list_figure_cases import list_figure_cases
from hex311.usecases.overview import overview as overview_figures
from hex311.usecases.overview_attention import overview_attention
from hex311.wiring import ports

app = CityApi("figures_api")

USUAL_PER_PAGE, MOST_PER_PAGE = 50, 100


def staff() -> Staff:
    return staff_of(app.current_request)


def query() -> dict[str, str]:
    return dict(app.current_request.query_params or {})


@app.route("/api/v1/staff/overview", methods=["GET"])
def overview() -> dict[str, Any]:
    return overview_figures(ports(), staff(), query())


@app.route("/api/v1/staff/overview/attention", methods=["GET"])
def attention() -> dict[str, Any]:
    return overview_attention(ports(), staff(), query())


@app.route("/api/v1/staff/requests", methods=["GET"])
def requests() -> dict[str, Any]:
    most = whole_number(app.current_request, "limit", USUAL_PER_PAGE, MOST_PER_PAGE)
    asked = query()
    return list_figure_cases(ports(), staff(), asked, most, asked.get("cursor"))
