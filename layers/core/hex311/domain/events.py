"""What happened to a service request, as facts.

Every change of a case writes its events beside it in the same transaction: they are the timeline the resident
reads, the audit trail, and the outbox that feeds the event bus. An event carries no personal data: who acted is
kept on the stored item (`actor`) and never leaves the table.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class EventName(StrEnum):
    REQUEST_SUBMITTED = "RequestSubmitted"
    REQUEST_IMPORTED = "RequestImported"
    REQUEST_ROUTED = "RequestRouted"
    WORK_ORDER_CREATED = "WorkOrderCreated"
    WORK_ORDER_ASSIGNED = "WorkOrderAssigned"
    WORK_ORDER_STARTED = "WorkOrderStarted"
    WORK_ORDER_PAUSED = "WorkOrderPaused"
    WORK_ORDER_RESUMED = "WorkOrderResumed"
    WORK_ORDER_TRANSFERRED = "WorkOrderTransferred"
    WORK_ORDER_COMPLETED = "WorkOrderCompleted"
    WORK_ORDER_ESCALATED = "WorkOrderEscalated"
    WAITING_PERIOD_BEGUN = "WaitingPeriodBegun"
    REQUEST_PASSED_ON = "RequestPassedOn"
    OWNER_CHECKED = "OwnerChecked"
    OWNER_CHECK_DUE = "OwnerCheckDue"
    RESIDENT_ASKED = "ResidentAsked"
    RESIDENT_ANSWERED = "ResidentAnswered"
    CLOSURE_FLAGGED = "ClosureFlagged"
    WORK_ORDER_CLAIMED = "WorkOrderClaimed"
    WORK_ORDER_SCHEDULED = "WorkOrderScheduled"
    WORK_ORDER_UNSCHEDULED = "WorkOrderUnscheduled"
    WORK_ORDER_SPLIT = "WorkOrderSplit"
    WORK_ORDER_RESTORED = "WorkOrderRestored"
    REQUEST_CLOSED = "RequestClosed"
    REQUEST_REOPENED = "RequestReopened"
    REQUEST_MERGED = "RequestMerged"
    REQUEST_UNMERGED = "RequestUnmerged"
    DUPLICATE_JOINED = "DuplicateJoined"
    DUPLICATE_LEFT = "DuplicateLeft"
    PARENT_CLOSED = "ParentClosed"
    PARENT_REOPENED = "ParentReopened"
    REQUEST_JOINED = "RequestJoined"
    TWINS_LINKED = "TwinsLinked"
    FOLLOW_REQUESTED = "FollowRequested"
    FOLLOWER_CONFIRMED = "FollowerConfirmed"
    FOLLOWER_LEFT = "FollowerLeft"
    CONTENT_RELEASED = "ContentReleased"
    CONTENT_WITHDRAWN = "ContentWithdrawn"
    PHOTOS_ATTACHED = "PhotosAttached"
    PHOTOS_VIEWED = "PhotosViewed"
    CONTACT_READ = "ContactRead"
    UPDATE_RECEIVED = "UpdateReceived"
    OVERLAY_CHANGED = "OverlayChanged"
    LOCATION_CORRECTED = "LocationCorrected"
    REQUEST_RECLASSIFIED = "RequestReclassified"
    WORKFLOW_FAILED = "WorkflowFailed"
    ESTIMATE_CHANGED = "EstimateChanged"
    WORK_ORDER_DELIVERED = "WorkOrderDelivered"
    WORK_ORDER_UNDELIVERED = "WorkOrderUndelivered"
    OFFICER_INFORMED = "OfficerInformed"


#: Events that stand on the public timeline.
PUBLIC = frozenset(
    {
        EventName.REQUEST_SUBMITTED,
        EventName.REQUEST_IMPORTED,
        EventName.REQUEST_ROUTED,
        EventName.WORK_ORDER_CREATED,
        EventName.WORK_ORDER_STARTED,
        EventName.WORK_ORDER_SCHEDULED,
        EventName.WORK_ORDER_UNSCHEDULED,
        EventName.WORK_ORDER_PAUSED,
        EventName.WORK_ORDER_RESUMED,
        EventName.WORK_ORDER_TRANSFERRED,
        EventName.WORK_ORDER_COMPLETED,
        EventName.WAITING_PERIOD_BEGUN,
        EventName.REQUEST_PASSED_ON,
        EventName.OWNER_CHECKED,
        EventName.RESIDENT_ASKED,
        EventName.RESIDENT_ANSWERED,
        EventName.REQUEST_CLOSED,
        EventName.REQUEST_REOPENED,
        EventName.REQUEST_MERGED,
        EventName.REQUEST_UNMERGED,
        EventName.PARENT_CLOSED,
        EventName.PARENT_REOPENED,
        EventName.ESTIMATE_CHANGED,
        EventName.LOCATION_CORRECTED,
        EventName.REQUEST_RECLASSIFIED,
    }
)

#: Those who follow a merged case hear its parent's news from the parent; whom it was passed on to is told with the
#: work order; a new estimate, a pin that was set right and how the work is planned stand on the page only.
MAILED = PUBLIC - {
    EventName.PARENT_CLOSED,
    EventName.PARENT_REOPENED,
    EventName.REQUEST_PASSED_ON,
    EventName.ESTIMATE_CHANGED,
    EventName.LOCATION_CORRECTED,
    EventName.WORK_ORDER_SCHEDULED,
    EventName.WORK_ORDER_UNSCHEDULED,
    EventName.WORK_ORDER_PAUSED,
    EventName.WORK_ORDER_RESUMED,
    EventName.WORK_ORDER_TRANSFERRED,
}

SOURCE = "hex311.requests"


@dataclass(frozen=True, slots=True)
class Event:
    """One fact. `version` counts the events of a case from 1 without gaps; `occurred_at` is epoch seconds."""

    case_id: str
    version: int
    name: EventName
    occurred_at: int
    data: Mapping[str, Any] = field(default_factory=dict)
    actor: str = "system"

    @property
    def id(self) -> str:
        return f"{self.case_id}-{self.version}"

    @property
    def is_public(self) -> bool:
        return self.name in PUBLIC

    @property
    def is_mailed(self) -> bool:
        return self.name in MAILED

    @property
    def is_history(self) -> bool:
        """Told by an earlier system of a case it had closed: it stands on the timeline, and is no news to anybody."""
        return bool(self.data.get("history", False))
