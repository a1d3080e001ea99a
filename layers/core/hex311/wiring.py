"""The composition root: from the environment to the ports. One per process, each adapter made when first used."""

import json
import random
import time
from functools import cache, cached_property

from hex311.adapters.cognito import CognitoStaffPool
from hex311.adapters.dynamodb.api_keys import DynamoApiKeys
from hex311.adapters.dynamodb.audit import DynamoAuditLog
from hex311.adapters.dynamodb.case_sweep import DynamoCaseSweep
from hex311.adapters.dynamodb.cases import DynamoCases
from hex311.adapters.dynamodb.catalogue import DynamoCatalogue
from hex311.adapters.dynamodb.changes import DynamoChanges
from hex311.adapters.dynamodb.clocks import DynamoClocks
from hex311.adapters.dynamodb.contacts import DynamoContacts
from hex311.adapters.dynamodb.deliveries import DynamoDeliveries
from hex311.adapters.dynamodb.hotspots import DynamoHotspots
from hex311.adapters.dynamodb.information_calls import DynamoInformationCalls
from hex311.adapters.dynamodb.insights import DynamoInsights
from hex311.adapters.dynamodb.limits import DynamoLimits
from hex311.adapters.dynamodb.lists import DynamoRequestLists
from hex311.adapters.dynamodb.nearby import DynamoNearby
from hex311.adapters.dynamodb.overlay import DynamoOverlay
from hex311.adapters.dynamodb.photos import DynamoPhotos
from hex311.adapters.dynamodb.places import DynamoPlaces
from hex311.adapters.dynamodb.presence import DynamoPresence
from hex311.adapters.dynamodb.publications import DynamoPublications
from hex311.adapters.dynamodb.records import use_tables
from hex311.adapters.dynamodb.views import DynamoViews
from hex311.adapters.event_bus import EventBridgeBus
from hex311.adapters.layer_generations import S3LayerGenerations
from hex311.adapters.layer_imports import S3LayerUploads, StepFunctionsImports
from hex311.adapters.layer_reroutings import S3LayerReroutings
from hex311.adapters.parameters import parameter, secret
from hex311.adapters.photo_files import S3PhotoFiles
from hex311.adapters.s3 import S3Tiles
from hex311.adapters.ses import SesMessenger
from hex311.adapters.sns import SnsTexts
from hex311.adapters.step_functions import StepFunctionsWorkflows
from hex311.adapters.webhooks import HttpsWebhooks
from hex311.adapters.widen_jobs import SqsWidenJobs
from hex311.domain.secrets import Secrets
from hex311.domain.signature import KeyRing
from hex311.ports import (
    AddressBooks,
    ApiKeys,
    AuditLog,
    Cases,
    CaseSweep,
    CatalogueReader,
    Changes,
    Clocks,
    Contacts,
    Deliveries,
    EventBus,
    Hotspots,
    InformationCalls,
    LayerGenerations,
    LayerJobs,
    LayerReroutings,
    LayerUploads,
    LimitPolicy,
    Limits,
    Messenger,
    NearbyIndex,
    OverlayReader,
    PhotoFiles,
    Photos,
    Pictures,
    Places,
    PresenceBook,
    Publications,
    RequestLists,
    StaffPool,
    Texts,
    TileStore,
    Views,
    Webhooks,
    WidenJobs,
    Workflows,
)
from hex311.ports.insights import Insights
from hex311.settings import Settings


class AwsPorts:
    """The `Ports` of a running function."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        use_tables(settings)

    def now(self) -> int:
        return int(time.time())

    def pause(self, attempt: int) -> None:
        # full jitter: clashing writers must not meet again
        time.sleep(random.uniform(0, 0.02 * 2**attempt))  # noqa: S311

    @property
    def stack(self) -> str:
        return self.settings.stack

    @cached_property
    def secrets(self) -> Secrets:
        return Secrets(json.loads(secret(self.settings.secret_arn))["pepper"])

    @property
    def front_door_mark(self) -> str:
        return secret(self.settings.origin_secret_arn)

    @property
    def webhook_keys(self) -> KeyRing:
        return KeyRing(json.loads(secret(self.settings.webhook_keys_arn)))

    @property
    def public_url(self) -> str:
        return parameter(self.settings.public_url_parameter).rstrip("/")

    @cached_property
    def limit_policy(self) -> LimitPolicy:
        return LimitPolicy(
            address_per_hour=self.settings.limit_address_per_hour,
            person_per_day=self.settings.limit_person_per_day,
            place_per_hour=self.settings.limit_place_per_hour,
            mail_per_hour=self.settings.limit_mail_per_hour,
        )

    @cached_property
    def cases(self) -> Cases:
        return DynamoCases(lambda: self.secrets, self.settings.region)

    @cached_property
    def request_lists(self) -> RequestLists:
        return DynamoRequestLists(self.pause)

    @cached_property
    def changes(self) -> Changes:
        return DynamoChanges(self.settings.region)

    @cached_property
    def clocks(self) -> Clocks:
        return DynamoClocks()

    @cached_property
    def api_keys(self) -> ApiKeys:
        return DynamoApiKeys()

    @cached_property
    def views(self) -> Views:
        return DynamoViews()

    @cached_property
    def audit(self) -> AuditLog:
        return DynamoAuditLog()

    @cached_property
    def staff_pool(self) -> StaffPool:
        return CognitoStaffPool(self.settings.user_pool_id)

    @cached_property
    def nearby(self) -> NearbyIndex:
        return DynamoNearby()

    @cached_property
    def case_sweep(self) -> CaseSweep:
        return DynamoCaseSweep()

    @cached_property
    def widen_jobs(self) -> WidenJobs:
        return SqsWidenJobs(self.settings.widen_queue_url)

    @cached_property
    def publications(self) -> Publications:
        return DynamoPublications(self.settings.region)

    @cached_property
    def hotspots(self) -> Hotspots:
        return DynamoHotspots(self.settings.region)

    @cached_property
    def contacts(self) -> Contacts:
        return DynamoContacts(lambda: self.secrets)

    @cached_property
    def limits(self) -> Limits:
        return DynamoLimits()

    @cached_property
    def presence(self) -> PresenceBook:
        return DynamoPresence()

    @cached_property
    def catalogue(self) -> CatalogueReader:
        return DynamoCatalogue(self.now)

    @cached_property
    def overlays(self) -> OverlayReader:
        return DynamoOverlay(self.settings.overlay_table, self.now)

    @cached_property
    def places(self) -> Places:
        return DynamoPlaces(self.settings.places_table, self.now)

    @cached_property
    def insights(self) -> Insights:
        return DynamoInsights(self.settings.region, self.now)

    @cached_property
    def information_calls(self) -> InformationCalls:
        return DynamoInformationCalls(self.settings.region)

    @cached_property
    def messenger(self) -> Messenger:
        return SesMessenger(self.settings.sender_email, self.settings.configuration_set)

    @cached_property
    def texts(self) -> Texts:
        return SnsTexts()

    @cached_property
    def webhooks(self) -> Webhooks:
        return HttpsWebhooks(loopback=self.settings.stage == "local")

    @cached_property
    def deliveries(self) -> Deliveries:
        return DynamoDeliveries()

    @cached_property
    def tiles(self) -> TileStore:
        return S3Tiles(self.settings.tiles_bucket)

    @cached_property
    def workflows(self) -> Workflows:
        return StepFunctionsWorkflows(self.settings.state_machine_arn)

    @cached_property
    def bus(self) -> EventBus:
        return EventBridgeBus(self.settings.event_bus)

    @cached_property
    def layer_generations(self) -> LayerGenerations:
        return S3LayerGenerations(self.settings.city_bucket)

    @cached_property
    def layer_uploads(self) -> LayerUploads:
        return S3LayerUploads(self.settings.city_bucket)

    @cached_property
    def layer_jobs(self) -> LayerJobs:
        return StepFunctionsImports(self.settings.import_machine_arn)

    @cached_property
    def layer_reroutings(self) -> LayerReroutings:
        return S3LayerReroutings(self.settings.city_bucket)

    @cached_property
    def photos(self) -> Photos:
        return DynamoPhotos()

    @cached_property
    def photo_files(self) -> PhotoFiles:
        return S3PhotoFiles(self.settings.photos_bucket)

    @cached_property
    def pictures(self) -> Pictures:
        # Pillow lies in the layer of one function only.
        from hex311.adapters.pictures import PillowPictures

        return PillowPictures()

    @cached_property
    def addresses(self) -> AddressBooks:
        # Imported only where it is used: comparing names costs every other function's cold start otherwise.
        from hex311.adapters.s3_address_books import S3AddressBooks

        return S3AddressBooks(self.settings.city_bucket)


@cache
def ports() -> AwsPorts:
    """The ports of this process."""
    return AwsPorts(Settings.from_env())
