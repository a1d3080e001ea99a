"""The service request: what a resident asked for, and where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from hex311.domain.events import Event, EventName
from hex311.domain.geography import Overlay, Point
from hex311.domain.lifecycle import Status, is_closed, move

#: The flag of a request whose owner is to be asked now, and the line of those that are not flagged yet.
OWNER_CHECK_DUE = "owner_check_due"
UNCHECKED_OWNERS = "unchecked_owners"


@dataclass(frozen=True, slots=True)
class ServiceRequest:
    """One case. Times are epoch seconds; `version` is the number of its last event.

    `public_point` is what may be shown (the centre of a coarse cell for blurred types, the point itself for
    public ones); `asset_id` is the asset (`<category>:<id>`) that the reporter chose; `released` names the
    parts (`description`, `photos`) staff have released. `follow_hash` is the SHA-256 of the follow secret, `salt` the
    seed it was derived from. `generation` numbers the workflow executions.
    `duplicate_radius_m` is how far its entry is laid out (the largest radius of its `duplicate_group`). `closed_before`
    are the public cases that had been closed there a short while before it was filed. `duplicate_of` is the case it was
    merged into, `merged` those that were merged into it; `parent_is_closed` says that it ended with its parent.
    `unchecked` marks a report that was filed without a look around, until `link_late_twin` has looked.
    `first_p50_at` and `first_p80_at` are the estimate that was told at intake, `p50_at` and `p80_at` the present one
    (half of such cases, and four of five, are closed by then), told at `estimated_at`; None while the history is too
    thin to say.
    `beneath` are the assets under the place, where the process asks for them. `life` counts how often the case was
    opened again, `reopened_at` when its present life began, with the stage `first_stage`; `closed_by` is the id of the
    work order whose outcome closed it. `next_check_at` is when the department `check_by` asks the outside owner how it
    stands; `flags` is what was odd about its closing.
    `question` is what staff asked the reporter, to be answered by `answer_by`; `replies` what was asked and answered.
    `joined` counts the residents who said "me too", `more_photo_ids` are the photos they sent, `staff_photo_ids` those
    of the staff. `released_photos` are those that everybody may see, `withdrawn_photos` were and no longer are.
    `earlier` is what the case was before staff set its place or type right (time, type, answers, place, words of the
    place, and `shown`, where the map showed it). `retyped` counts how often the type was changed; a new type begins a
    new life, and work of before `retyped_life` belongs to another type.
    `comments` are the updates that came in through Open311 (id, from, at, said_at, word, text, version).
    `stamp` names the write that stored this state: some writes (who waits for the work) tell no event, so the version
    alone would not show that another came in between.
    """

    id: str
    service_code: str
    catalogue_version: str
    status: Status
    version: int
    point: Point
    public_point: Point
    overlay: Overlay
    created_at: int
    updated_at: int
    privacy: str = "public"
    channel: str = "web"
    address: str = ""
    asset_id: str = ""
    description: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    photo_ids: tuple[str, ...] = ()
    released: frozenset[str] = frozenset()
    expected_at: int | None = None
    first_p50_at: int | None = None
    first_p80_at: int | None = None
    p50_at: int | None = None
    p80_at: int | None = None
    estimated_at: int | None = None
    closed_at: int | None = None
    department: str = ""
    outcome: str = ""
    outcome_text: Mapping[str, str] = field(default_factory=dict)
    duplicate_group: str = ""
    duplicate_radius_m: float = 0.0
    possible_duplicates: tuple[str, ...] = ()
    not_duplicate_of: tuple[str, ...] = ()
    duplicate_of: str = ""
    closed_before: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    parent_is_closed: bool = False
    unchecked: bool = False
    joined: int = 0
    more_photo_ids: tuple[str, ...] = ()
    staff_photo_ids: tuple[str, ...] = ()
    released_photos: tuple[str, ...] = ()
    withdrawn_photos: tuple[str, ...] = ()
    follow_hash: str = ""
    salt: str = ""
    generation: int = 0
    beneath: tuple[str, ...] = ()
    life: int = 0
    reopened_at: int | None = None
    first_stage: str = ""
    closed_by: str = ""
    next_check_at: int | None = None
    check_by: str = ""
    flags: tuple[str, ...] = ()
    question: str = ""
    answer_by: int | None = None
    replies: tuple[Mapping[str, Any], ...] = ()
    comments: tuple[Mapping[str, Any], ...] = ()
    earlier: tuple[Mapping[str, Any], ...] = ()
    retyped: int = 0
    retyped_life: int = 0
    stamp: str = field(default="", compare=False, repr=False)

    @property
    def is_closed(self) -> bool:
        return is_closed(self.status)

    @property
    def attention(self) -> tuple[str, str, int] | None:
        """Where the request stands for somebody to look at it: the list, its department, and from when on.

        An open question; an owner to be asked, first on one line for all until the day has come and was told
        (`unchecked_owners`), then with the department that asks; a flag.
        """
        if self.question and self.answer_by is not None:
            return "asked", "", self.answer_by
        if self.next_check_at is not None:
            told = OWNER_CHECK_DUE in self.flags
            return ("checks", self.check_by, self.next_check_at) if told else (UNCHECKED_OWNERS, "", self.next_check_at)
        return ("flags", self.department, self.updated_at) if self.flags else None

    @property
    def all_photo_ids(self) -> tuple[str, ...]:
        """The reporter's, those of the others who have the same matter, the staff's."""
        return (*self.photo_ids, *self.more_photo_ids, *self.staff_photo_ids)

    @property
    def times_reopened(self) -> int:
        """How often it was opened again; a new type begins a life as well, and is no reopening."""
        return self.life - self.retyped

    @property
    def is_private(self) -> bool:
        return self.privacy == "private"


@dataclass(frozen=True, slots=True)
class Draft:
    """A request being changed: the new state and the events that tell of it.

    Every `record` counts the version up by one, so the log has no gaps and a lost race shows as a version clash.
    """

    request: ServiceRequest
    events: tuple[Event, ...] = ()

    def record(
        self,
        name: EventName,
        at: int,
        data: Mapping[str, Any] | None = None,
        *,
        status: Status | None = None,
        actor: str = "system",
        **changes: Any,
    ) -> "Draft":
        """Append a fact; `status` moves the lifecycle (`MoveNotAllowed` when it cannot), `changes` set fields."""
        request = self.request
        new_status = move(request.status, status) if status else request.status
        version = request.version + 1
        event = Event(
            case_id=request.id,
            version=version,
            name=name,
            occurred_at=at,
            data={**(data or {}), "status": str(new_status), "service_code": request.service_code},
            actor=actor,
        )
        changed = replace(request, version=version, status=new_status, updated_at=at, **changes)
        return Draft(changed, (*self.events, event))
