"""`python -m georeport_conformance.stub [MISTAKE]`: the stub on loopback until Ctrl+C, for building clients against."""

import sys
import threading

from georeport_conformance.stub.server import running

with running(" ".join(sys.argv[1:])) as url:
    print(url, flush=True)
    threading.Event().wait()
