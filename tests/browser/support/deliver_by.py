"""How a department's news leave the city, published as an administrator does it.

`deliver_by.py DEPARTMENT '{kind: ...}'` publishes the demo city with that and prints the version before;
`deliver_by.py --back VERSION` lets that one stand again.
"""

import base64
import io
import sys
import zipfile
from pathlib import Path

from hex311_cli.deploy.staff import DEMO_PASSWORD
from hex311_cli.target import connect

PACK = Path(__file__).parents[3] / "cities" / "rivermark"
READ = {".yaml", ".json", ".md"}
LARGE = {"layers", "addresses", "assets", "basemap", "demo"}


def zipped(department: str, way: str) -> str:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(PACK.rglob("*")):
            inside = path.relative_to(PACK)
            if path.suffix not in READ or inside.parts[0] in LARGE:
                continue
            text = path.read_text(encoding="utf-8")
            if inside.name == "departments.yaml":
                line = f"  - code: {department}\n"
                assert text.count(line) == 1, f"no department {department}"
                text = text.replace(line, f"{line}    delivery: {way}\n")
            archive.writestr(str(inside), text)
    return base64.b64encode(content.getvalue()).decode()


door = connect("hex311").door
door.sign_in("admin@example.org", DEMO_PASSWORD)
standing = door.staff("GET", "/city")["standing"]
if sys.argv[1] == "--back":
    if standing != sys.argv[2]:
        door.staff("POST", "/city/roll-back", {"version": standing, "to": sys.argv[2]})
else:
    door.staff("POST", "/city/publish", {"version": standing, "zip": zipped(sys.argv[1], sys.argv[2])})
    print(standing)
