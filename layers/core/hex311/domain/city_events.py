"""What happened in the city, not to one request: facts on the same bus, under a source of their own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

CITY_SOURCE = "hex311.city"


class CityEventName(StrEnum):
    HOTSPOT_DETECTED = "HotspotDetected"
    HOTSPOT_CLEARED = "HotspotCleared"
    DUPLICATE_RULES_PUBLISHED = "DuplicateRulesPublished"
    CITY_PUBLISHED = "CityPublished"


@dataclass(frozen=True, slots=True)
class CityEvent:
    """One fact. `subject` names what it is about, `version` counts the facts about it from 1; no personal data."""

    subject: str
    version: int
    name: CityEventName
    occurred_at: int
    data: Mapping[str, Any] = field(default_factory=dict)
    actor: str = "system"
    is_history: bool = False

    @property
    def id(self) -> str:
        return f"{self.subject}-{self.version}"
