"""What the use cases need from the world, as small protocols. Adapters implement them.

`Ports` bundles them; `hex311.wiring` builds one from the environment, `hex311.adapters.memory` one for tests.
"""

from hex311.ports.access import (
    ApiKeys,
    AuditLog,
    AuditPage,
    Contacts,
    LimitPolicy,
    Limits,
    Looker,
    PresenceBook,
    StaffPool,
    Views,
)
from hex311.ports.bundle import Ports
from hex311.ports.calls import InformationCalls
from hex311.ports.cases import (
    NO_FILTER,
    AlreadyAnswered,
    BulkAction,
    CaseFile,
    Cases,
    Change,
    Clash,
    IdempotencyRecord,
    LimitHit,
    OrderFilter,
    Page,
)
from hex311.ports.city import AddressBooks, CatalogueReader, OverlayReader, Places, Publications
from hex311.ports.clocks import Clocks, Watched
from hex311.ports.insights import Counted, Insights
from hex311.ports.layer_imports import LayerGenerations, LayerJobs, LayerReroutings, LayerUploads
from hex311.ports.messages import Deliveries, DeliveryPage, Mail, Messenger, NotTaken, Texts, Webhooks
from hex311.ports.nearness import CaseSweep, HotspotChange, Hotspots, LiveHotspots, NearbyIndex, SweepPage, WidenJobs
from hex311.ports.photos import PhotoFiles, Photos, Pictures
from hex311.ports.public_lists import Changes, RequestLists, Standing
from hex311.ports.reactions import TILE, EventBus, Stamp, TileStore, Workflows

__all__ = [
    "NO_FILTER",
    "TILE",
    "AddressBooks",
    "AlreadyAnswered",
    "ApiKeys",
    "AuditLog",
    "AuditPage",
    "BulkAction",
    "CaseFile",
    "CaseSweep",
    "Cases",
    "CatalogueReader",
    "Change",
    "Changes",
    "Clash",
    "Clocks",
    "Contacts",
    "Counted",
    "Deliveries",
    "DeliveryPage",
    "EventBus",
    "HotspotChange",
    "Hotspots",
    "IdempotencyRecord",
    "InformationCalls",
    "Insights",
    "LayerGenerations",
    "LayerJobs",
    "LayerReroutings",
    "LayerUploads",
    "LimitHit",
    "LimitPolicy",
    "Limits",
    "LiveHotspots",
    "Looker",
    "Mail",
    "Messenger",
    "NearbyIndex",
    "NotTaken",
    "OrderFilter",
    "OverlayReader",
    "Page",
    "PhotoFiles",
    "Photos",
    "Pictures",
    "Places",
    "Ports",
    "PresenceBook",
    "Publications",
    "RequestLists",
    "StaffPool",
    "Stamp",
    "Standing",
    "SweepPage",
    "Texts",
    "TileStore",
    "Views",
    "Watched",
    "Webhooks",
    "WidenJobs",
    "Workflows",
]
