"""Start the first work order of a report, as the crew does: `start_work.py NUMBER`."""

import sys

from hex311_cli.deploy.staff import DEMO_PASSWORD
from hex311_cli.door import wait_for
from hex311_cli.target import connect

number = sys.argv[1]
door = connect("hex311").door
door.sign_in("admin@example.org", DEMO_PASSWORD)
orders = wait_for(lambda: door.staff("GET", f"/requests/{number}")["work_orders"])
door.staff("POST", f"/requests/{number}/work-orders/{orders[0]['work_order_id']}/start")
