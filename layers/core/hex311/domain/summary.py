"""What a public list tells of a service request: a few hundred bytes, kept beside the case and in its list indexes.

A summary holds only what anybody may read, so a list cannot leak what a single request would not show. That of a
private request says so, stands in partitions of its own, and is told to nobody but keys that may read private types:
its place is exact, and it has no words of residents and no pictures, since none can be released.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from hex311.domain.lifecycle import Status, is_closed
from hex311.domain.request import ServiceRequest


@dataclass(frozen=True, slots=True)
class Summary:
    """Times are epoch seconds; latitude and longitude (degrees) are those of the public point.

    `description` and `address` are empty until staff released them; `photo_ids` are the released ones.
    """

    id: str
    service_code: str
    catalogue_version: str
    status: Status
    created_at: int
    updated_at: int
    latitude: float
    longitude: float
    channel: str = ""
    expected_at: int | None = None
    closed_at: int | None = None
    department: str = ""
    outcome_text: Mapping[str, str] = field(default_factory=dict)
    description: str = ""
    address: str = ""
    photo_ids: tuple[str, ...] = ()
    duplicate_of: str = ""
    is_private: bool = False

    @property
    def is_closed(self) -> bool:
        return is_closed(self.status)


def summary_of(request: ServiceRequest) -> Summary:
    """The summary of a request. The address is free text and goes with the text; of a private one nothing is free."""
    text_is_free = "description" in request.released and not request.is_private
    return Summary(
        id=request.id,
        service_code=request.service_code,
        catalogue_version=request.catalogue_version,
        status=request.status,
        created_at=request.created_at,
        updated_at=request.updated_at,
        latitude=request.public_point.latitude,
        longitude=request.public_point.longitude,
        channel=request.channel,
        expected_at=request.expected_at,
        closed_at=request.closed_at,
        department=request.department,
        outcome_text=dict(request.outcome_text),
        description=request.description if text_is_free else "",
        address=request.address if text_is_free else "",
        photo_ids=()
        if request.is_private
        else tuple(name for name in request.all_photo_ids if name in request.released_photos),
        duplicate_of=request.duplicate_of,
        is_private=request.is_private,
    )
