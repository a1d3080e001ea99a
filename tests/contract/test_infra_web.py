"""The front door: what it shows, what it never shows, and what it tells browsers."""

import json
import shutil
import subprocess
from typing import Any

import pytest

from hex311.http.basic.pages import POLICY
from tests.contract.support.templates import everywhere, read, text, translated

WEB = translated("web")["Resources"]
BASIC = translated("basic")["Resources"]
PAGES = BASIC["Pages"]["Properties"]["FunctionCode"]
#: What CloudFront takes of a function.
MOST_BYTES = 10_240
CONFIG = WEB["Distribution"]["Properties"]["DistributionConfig"]
BEHAVIOURS: dict[str, dict[str, Any]] = {one["PathPattern"]: one for one in CONFIG["CacheBehaviors"]}
ALL = [CONFIG["DefaultCacheBehavior"], *BEHAVIOURS.values()]
NO_CACHING = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
EVERYTHING_BUT_HOST = "b689b0a8-53d0-40ab-baf2-68738e2966ac"


def policy_of(bucket: str) -> list[dict[str, Any]]:
    """The statements that let somebody in."""
    (found,) = (
        policy["Properties"]["PolicyDocument"]["Statement"]
        for policy in everywhere("AWS::S3::BucketPolicy").values()
        if policy["Properties"]["Bucket"] == {"Ref": bucket}
    )
    return [statement for statement in found if statement["Effect"] == "Allow"]


@pytest.mark.parametrize(
    ("bucket", "prefix"), [("WebBucket", ""), ("TilesBucket", "tiles/"), ("PhotosBucket", "photos/")]
)
def test_only_this_distribution_reads_and_only_what_is_public(bucket: str, prefix: str) -> None:
    get, listing = policy_of(bucket)
    for statement in (get, listing):
        assert statement["Principal"] == {"Service": "cloudfront.amazonaws.com"}
        source = text(statement["Condition"]["StringEquals"]["AWS:SourceArn"])
        assert source == "arn:aws:cloudfront::123456789012:distribution/${Distribution}"
    assert get["Action"] == "s3:GetObject"
    assert text(get["Resource"]).endswith(f"}}/{prefix}*")
    assert listing["Action"] == "s3:ListBucket"  # a missing object is a 404 and no 403


def test_uploads_have_no_address() -> None:
    assert not any("quarantine" in pattern for pattern in BEHAVIOURS)
    photos = next(one for one in CONFIG["Origins"] if one["Id"] == "photos")
    assert "OriginPath" not in photos
    assert BEHAVIOURS["/photos/*"]["TargetOriginId"] == "photos"


def test_buckets_are_signed_for() -> None:
    for origin in CONFIG["Origins"]:
        if origin["Id"] != "api":
            assert origin["OriginAccessControlId"] == {"Ref": "BucketAccess"}


@pytest.mark.parametrize("pattern", ["/api/*", "/open311/*", "/basic/*"])
def test_what_functions_answer_is_passed_through_whole_and_never_cached(pattern: str) -> None:
    behaviour = BEHAVIOURS[pattern]
    assert behaviour["TargetOriginId"] == "api"
    assert behaviour["CachePolicyId"] == NO_CACHING
    assert behaviour["OriginRequestPolicyId"] == EVERYTHING_BUT_HOST
    assert len(behaviour["AllowedMethods"]) == 7
    assert ("FunctionAssociations" in behaviour) == (pattern == "/basic/*")


def test_the_api_keeps_its_own_errors() -> None:
    assert "CustomErrorResponses" not in CONFIG


def test_the_local_front_door_finds_it() -> None:
    assert CONFIG["Comment"] == {"Ref": "StackName"}


def test_everything_travels_encrypted_with_our_headers() -> None:
    for behaviour in ALL:
        assert behaviour["ViewerProtocolPolicy"] in ("redirect-to-https", "https-only")
        own = "BasicHeaders" if behaviour is BEHAVIOURS["/basic/*"] else "SecurityHeaders"
        assert behaviour["ResponseHeadersPolicyId"] == {"Ref": own}


def headers_of(resource: dict[str, Any]) -> dict[str, Any]:
    config: dict[str, Any] = resource["Properties"]["ResponseHeadersPolicyConfig"]
    return config


def test_pages_without_scripts_may_run_none_and_say_all_else_as_others_do() -> None:
    basic, all_ = headers_of(BASIC["Headers"]), headers_of(WEB["SecurityHeaders"])
    policy = basic["SecurityHeadersConfig"].pop("ContentSecurityPolicy")["ContentSecurityPolicy"]
    others = {name: value for name, value in all_["SecurityHeadersConfig"].items() if name != "ContentSecurityPolicy"}
    assert basic["SecurityHeadersConfig"] == others
    assert "script" not in policy
    assert policy == POLICY, "as the function says it to those who come past the front door"


def test_the_first_page_without_scripts_is_a_path_that_the_gateway_knows() -> None:
    code = BASIC["Start"]["Properties"]["FunctionCode"]
    assert run_at_the_edge(code, "/basic/")["uri"] == "/basic"
    assert run_at_the_edge(code, "/basic/report")["uri"] == "/basic/report"


def test_tiles_are_fresh_within_a_minute() -> None:
    assert BEHAVIOURS["/tiles/*"]["CachePolicyId"] == {"Ref": "TilesCaching"}
    assert WEB["TilesCaching"]["Properties"]["CachePolicyConfig"]["MaxTTL"] <= 60


def content_security_policy() -> dict[str, str]:
    headers = WEB["SecurityHeaders"]["Properties"]["ResponseHeadersPolicyConfig"]["SecurityHeadersConfig"]
    policy = text(headers["ContentSecurityPolicy"]["ContentSecurityPolicy"])
    return {name: rest for name, _, rest in (part.strip().partition(" ") for part in policy.split(";"))}


def test_pages_run_only_what_the_city_serves() -> None:
    policy = content_security_policy()
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["worker-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert not any(word in text for text in policy.values() for word in ("unsafe", "*"))


def test_pages_reach_the_login_and_the_photo_store() -> None:
    reached = content_security_policy()["connect-src"].split()
    assert reached[0] == "'self'"
    assert "https://cognito-idp.us-east-1.amazonaws.com" in reached
    assert "https://${PhotosBucket}.s3.us-east-1.amazonaws.com" in reached


def test_pages_reach_the_store_of_map_layers() -> None:
    assert "https://${CityBucket}.s3.us-east-1.amazonaws.com" in content_security_policy()["connect-src"].split()


@pytest.mark.parametrize("bucket", ["PhotosBucket", "CityBucket"])
def test_uploads_come_from_our_pages_only(bucket: str) -> None:
    (rule,) = read("data")["Resources"][bucket]["Properties"]["CorsConfiguration"]["CorsRules"]
    assert rule["AllowedMethods"] == ["POST"]
    own, fallback = rule["AllowedOrigins"][0]["Fn::If"][1:]
    assert own == {"Ref": "PublicUrl"}
    assert fallback == "https://*.cloudfront.net"


def at_the_edge(uri: str, query: dict[str, Any] | None = None, **headers: str) -> dict[str, Any]:
    """What the CloudFront Function of the pages makes of a request."""
    return run_at_the_edge(PAGES, uri, query, **headers)


def run_at_the_edge(code: str, uri: str, query: dict[str, Any] | None = None, **headers: str) -> dict[str, Any]:
    node = shutil.which("node")
    if node is None:
        pytest.skip("needs node")
    sent = {name.replace("_", "-"): {"value": value} for name, value in headers.items()}
    event = {"request": {"uri": uri, "querystring": query or {}, "headers": sent}}
    script = f"{code}\nconsole.log(JSON.stringify(handler({json.dumps(event)})));"
    answer = subprocess.run([node, "-e", script], capture_output=True, text=True, check=True)
    result: dict[str, Any] = json.loads(answer.stdout)
    return result


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("/", "/index.html"),
        ("/report/", "/report/index.html"),
        ("/staff/", "/staff/index.html"),
        ("/assets/app.1a2b.js", "/assets/app.1a2b.js"),
        ("/favicon.ico", "/favicon.ico"),
    ],
)
def test_a_page_has_a_clean_address(asked: str, shown: str) -> None:
    assert at_the_edge(asked)["uri"] == shown


def test_a_page_without_its_slash_moves_there() -> None:
    query = {"lang": {"value": "es"}, "at": {"value": "1", "multiValue": [{"value": "1"}, {"value": "2"}]}}
    answer = at_the_edge("/report", query)
    assert answer["statusCode"] == 301
    assert answer["headers"]["location"]["value"] == "/report/?lang=es&at=1&at=2"


@pytest.mark.parametrize(
    "trick", ["//evil.example/x", "///evil.example/x", "/\\evil.example/x", "//report", "//report/"]
)
def test_no_address_leads_to_another_site(trick: str) -> None:
    answer = at_the_edge(trick)
    place = answer["headers"].get("location", {"value": "/"})["value"]
    assert place.startswith("/")
    assert not place.startswith(("//", "/\\"))


MISTYPED = ["/reprot", "/reprot/", "/report/me", "/report/me/", "/index.php", "/reports.html", "/report/a/b.htm"]


@pytest.mark.parametrize("asked", MISTYPED)
def test_a_page_that_is_not_there_says_so_in_words(asked: str) -> None:
    answer = at_the_edge(asked)
    assert answer["statusCode"] == 404
    assert answer["headers"]["content-type"]["value"].startswith("text/html")
    page = answer["body"]["data"]
    assert "Page not found" in page
    assert "Página no encontrada" in page
    for link in ("/", "/report/", "/request/", "/map/", "/basic/", "tel:311"):
        assert f'href="{link}"' in page


def test_it_begins_in_the_visitors_language() -> None:
    english, spanish = at_the_edge("/x"), at_the_edge("/x", accept_language="es-MX,es;q=0.9,en;q=0.5")
    assert '<html lang="en">' in english["body"]["data"]
    page = spanish["body"]["data"]
    assert '<html lang="es">' in page
    assert "<title>Página no encontrada</title>" in page
    assert page.index("Página no encontrada</h1>") < page.index('<div lang="en">') < page.index("Page not found</h2>")


def test_it_says_nothing_of_what_was_typed_and_runs_nothing() -> None:
    answer = at_the_edge("/<script>alert(1)</script>", {"q": {"value": "<b>"}})
    assert "alert" not in answer["body"]["data"]
    assert answer["headers"]["content-security-policy"]["value"].startswith("default-src 'none'; style-src 'self'")
    assert answer["headers"]["cache-control"]["value"] == "no-store"


def test_the_function_is_as_small_as_it_has_to_be() -> None:
    assert len(PAGES.encode()) < MOST_BYTES


def test_archives_are_read_in_ranges_as_they_are_and_kept() -> None:
    """CloudFront takes the first pattern that fits, and what it compresses cannot be asked for in parts."""
    patterns = [one["PathPattern"] for one in CONFIG["CacheBehaviors"]]
    assert patterns.index("/tiles/*.pmtiles") < patterns.index("/tiles/*")
    archives = BEHAVIOURS["/tiles/*.pmtiles"]
    assert (archives["TargetOriginId"], archives["Compress"]) == ("tiles", False)
    assert archives["CachePolicyId"] == CONFIG["DefaultCacheBehavior"]["CachePolicyId"], "by the object's own header"


def test_a_base_map_elsewhere_may_be_loaded_and_runs_nothing() -> None:
    allowed = {name for name, rest in content_security_policy().items() if "${MapSources}" in rest}
    assert allowed == {"connect-src", "img-src"}
