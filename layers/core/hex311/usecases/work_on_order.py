"""What staff do with work orders, verb by verb; each has a module of its own."""

from hex311.usecases.assign_work_order import Assignee, assign_work_order
from hex311.usecases.claim_work_order import claim_work_order
from hex311.usecases.complete_work_order import complete_work_order, refuse_work_order
from hex311.usecases.list_work_orders import list_work_orders
from hex311.usecases.pause_work_order import pause_work_order, resume_work_order
from hex311.usecases.read_work_order import read_work_order
from hex311.usecases.schedule_work_order import schedule_work_order
from hex311.usecases.split_work_order import split_work_order
from hex311.usecases.start_work_order import start_work_order
from hex311.usecases.transfer_work_order import transfer_work_order

__all__ = [
    "Assignee",
    "assign_work_order",
    "claim_work_order",
    "complete_work_order",
    "list_work_orders",
    "pause_work_order",
    "read_work_order",
    "refuse_work_order",
    "resume_work_order",
    "schedule_work_order",
    "split_work_order",
    "start_work_order",
    "transfer_work_order",
]
