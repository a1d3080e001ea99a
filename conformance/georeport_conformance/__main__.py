"""`python -m georeport_conformance URL [--key K] [--write]`: does this server keep the rules of GeoReport v2?"""

import argparse
import sys
from pathlib import Path

from georeport_conformance.report import junit, summary, table
from georeport_conformance.rule import Level
from georeport_conformance.run import Verdict, run
from georeport_conformance.server import Server, Site


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="georeport_conformance", description=__doc__)
    parser.add_argument("url", help="the base, such as https://city.example/open311/v2")
    parser.add_argument("--key", default="", help="an API key, for the rules about filing requests")
    parser.add_argument("--write", action="store_true", help="file test requests (some twenty); never on a live city")
    parser.add_argument("--jurisdiction", default="", help="the jurisdiction_id, where the server needs one")
    parser.add_argument("--service", default="", help="the service code of the test requests")
    parser.add_argument("--lat", default="", help="where the test requests are, WGS84 degrees")
    parser.add_argument("--long", default="", help="where the test requests are, WGS84 degrees")
    parser.add_argument(
        "--address", default="", help="an address the server can find, for a report without coordinates"
    )
    parser.add_argument("--strict", action="store_true", help="a broken `should` fails as well")
    parser.add_argument("--quiet", action="store_true", help="print the sum only")
    parser.add_argument("--junit", type=Path, help="write a JUnit file here")
    return parser.parse_args()


def main() -> int:
    """0 when every tested rule holds, 1 when one is broken, 2 for a URL that is none."""
    told = arguments()
    if not told.url.startswith(("http://", "https://")):
        print("The URL begins with http:// or https://.", file=sys.stderr)
        return 2
    site = Site(told.service, told.lat, told.long, told.address)
    server = Server(told.url, told.key, told.jurisdiction, site)
    results = list(run(server, write=told.write))
    print(summary(results) if told.quiet else table(results))
    if told.junit:
        told.junit.write_bytes(junit(results, told.url))
    broken = [one for one in results if one.verdict is Verdict.BROKEN]
    return int(any(one.rule.level is Level.MUST or told.strict for one in broken))


if __name__ == "__main__":
    sys.exit(main())
