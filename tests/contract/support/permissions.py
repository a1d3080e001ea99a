"""What each port needs of AWS, checked against what its adapter really calls.

A grant is an action and the thing it is done to, as the templates name it: `("dynamodb:Query", "CasesTable")`.
"""

import ast
from functools import cache
from pathlib import Path

from tests.contract.support.callgraph import CORE, reachable_uses, read_module, source_of

Grant = tuple[str, str]


def on(thing: str, *actions: str) -> frozenset[Grant]:
    return frozenset((action, thing) for action in actions)


READ_KEY = on("ContactsKey", "kms:Decrypt", "kms:DescribeKey")
WRITE_KEY = READ_KEY | on("ContactsKey", "kms:Encrypt", "kms:GenerateDataKey")

NEEDS: dict[str, frozenset[Grant]] = {
    "cases.case_file": on("CasesTable", "dynamodb:Query"),
    "cases.answered": on("CasesTable", "dynamodb:GetItem"),
    "cases.work_orders_of": on("CasesTable/index/queue", "dynamodb:Query"),
    "changes.standing": on("CasesTable", "dynamodb:BatchGetItem"),
    "changes.end": on("CasesTable", "dynamodb:GetItem"),
    "changes.append": on("CasesTable", "dynamodb:PutItem"),
    "changes.after": on("CasesTable", "dynamodb:Query", "dynamodb:GetItem"),
    "changes.before": on("CasesTable", "dynamodb:Query"),
    "clocks.watched": on("CasesTable/index/watch", "dynamodb:Query"),
    "clocks.late": on("CasesTable/index/queue", "dynamodb:Query"),
    "cases.attention": on("CasesTable/index/queue", "dynamodb:Query"),
    "cases.closings_by": on("CasesTable", "dynamodb:Query"),
    "cases.bulk_action": on("CasesTable", "dynamodb:GetItem"),
    "cases.keep_bulk_action": on("CasesTable", "dynamodb:PutItem"),
    "cases.step_positions": on("CasesTable", "dynamodb:Query"),
    "cases.map_features": on("CasesTable", "dynamodb:Query"),
    "cases.claim_mail": on("CasesTable", "dynamodb:GetItem", "dynamodb:PutItem"),
    "cases.mail_sent": on("CasesTable", "dynamodb:UpdateItem"),
    "cases.release_mail": on("CasesTable", "dynamodb:UpdateItem"),
    "cases.commit": on("CasesTable", "dynamodb:PutItem"),
    "change.contacts": on("ContactsTable", "dynamodb:PutItem") | WRITE_KEY,
    "change.nearby_add": on("NearbyTable", "dynamodb:UpdateItem"),
    "change.nearby_remove": on("NearbyTable", "dynamodb:UpdateItem"),
    "change.nearby_forget": on("NearbyTable", "dynamodb:UpdateItem"),
    "change.limits": on("LimitsTable", "dynamodb:UpdateItem"),
    "request_lists.newest": on("CasesTable/index/listed_by_*", "dynamodb:Query"),
    "request_lists.entries": on("CasesTable/index/listed_by_*", "dynamodb:Query"),
    "request_lists.these": on("CasesTable", "dynamodb:BatchGetItem"),
    "api_keys.keep": on("CatalogueTable", "dynamodb:PutItem"),
    "api_keys.find": on("CatalogueTable", "dynamodb:GetItem"),
    "api_keys.all": on("CatalogueTable", "dynamodb:Query"),
    "views.read": on("CatalogueTable", "dynamodb:GetItem"),
    "views.keep": on("CatalogueTable", "dynamodb:PutItem"),
    "audit.note": on("AuditTable", "dynamodb:PutItem"),
    "audit.page": on("AuditTable", "dynamodb:Query")
    | on("AuditTable/index/by_person", "dynamodb:Query")
    | on("AuditTable/index/by_case", "dynamodb:Query"),
    "staff_pool.members": on("UserPool", "cognito-idp:ListUsers", "cognito-idp:ListUsersInGroup"),
    "staff_pool.member": on("UserPool", "cognito-idp:AdminGetUser", "cognito-idp:AdminListGroupsForUser"),
    "staff_pool.by_email": on("UserPool", "cognito-idp:AdminGetUser", "cognito-idp:AdminListGroupsForUser"),
    "staff_pool.admins": on("UserPool", "cognito-idp:ListUsersInGroup"),
    "staff_pool.invite": on("UserPool", "cognito-idp:AdminCreateUser"),
    "staff_pool.invite_again": on("UserPool", "cognito-idp:AdminCreateUser"),
    "staff_pool.describe": on("UserPool", "cognito-idp:AdminUpdateUserAttributes"),
    "staff_pool.give_role": on("UserPool", "cognito-idp:AdminAddUserToGroup"),
    "staff_pool.take_role": on("UserPool", "cognito-idp:AdminRemoveUserFromGroup"),
    "staff_pool.switch": on("UserPool", "cognito-idp:AdminEnableUser", "cognito-idp:AdminDisableUser"),
    "staff_pool.sign_out": on("UserPool", "cognito-idp:AdminUserGlobalSignOut"),
    "staff_pool.reset_codes": on("UserPool", "cognito-idp:AdminSetUserMFAPreference"),
    "staff_pool.reset_password": on("UserPool", "cognito-idp:AdminResetUserPassword"),
    "nearby.read": on("NearbyTable", "dynamodb:GetItem"),
    "case_sweep.page": on("CasesTable", "dynamodb:Scan"),
    "widen_jobs.go_on": on("WidenQueue", "sqs:SendMessage"),
    "publications.publish": on("CatalogueTable", "dynamodb:Query", "dynamodb:PutItem", "dynamodb:UpdateItem")
    | on("CasesTable", "dynamodb:PutItem"),
    "publications.go_back": on("CatalogueTable", "dynamodb:PutItem", "dynamodb:UpdateItem")
    | on("CasesTable", "dynamodb:PutItem"),
    "publications.history": on("CatalogueTable", "dynamodb:Query"),
    "hotspots.cell": on("NearbyTable", "dynamodb:GetItem"),
    "hotspots.city": on("NearbyTable", "dynamodb:GetItem"),
    "hotspots.live": on("NearbyTable", "dynamodb:GetItem"),
    "hotspots.commit": on("NearbyTable", "dynamodb:PutItem", "dynamodb:UpdateItem")
    | on("CasesTable", "dynamodb:PutItem"),
    "contacts.read": on("ContactsTable", "dynamodb:GetItem") | READ_KEY,
    "contacts.find": on("ContactsTable/index/by_contact", "dynamodb:Query") | READ_KEY,
    "information_calls.count": on("InsightsTable", "dynamodb:UpdateItem") | on("CasesTable", "dynamodb:PutItem"),
    "information_calls.between": on("InsightsTable", "dynamodb:Query"),
    "contacts.officer": on("ContactsTable", "dynamodb:GetItem") | READ_KEY,
    "texts.send_text": on("*", "sns:Publish"),
    "webhooks.post": frozenset(),
    "webhooks.get": frozenset(),
    "webhook_keys": on("WebhookKeys", "secretsmanager:GetSecretValue"),
    "deliveries.plan": on("DeliveriesTable", "dynamodb:PutItem"),
    "deliveries.find": on("DeliveriesTable", "dynamodb:GetItem"),
    "deliveries.claim": on("DeliveriesTable", "dynamodb:UpdateItem"),
    "deliveries.keep": on("DeliveriesTable", "dynamodb:PutItem"),
    "deliveries.due": on("DeliveriesTable/index/outbox", "dynamodb:Query"),
    "deliveries.listed": on("DeliveriesTable/index/outbox", "dynamodb:Query"),
    "deliveries.of_order": on("DeliveriesTable", "dynamodb:Query"),
    "deliveries.circuit": on("DeliveriesTable", "dynamodb:GetItem"),
    "deliveries.set_circuit": on("DeliveriesTable", "dynamodb:PutItem"),
    "deliveries.add_link": on("DeliveriesTable", "dynamodb:PutItem"),
    "deliveries.read_link": on("DeliveriesTable", "dynamodb:GetItem"),
    "deliveries.was_taken": on("DeliveriesTable", "dynamodb:GetItem"),
    "deliveries.mark_taken": on("DeliveriesTable", "dynamodb:PutItem"),
    "presence.note": on("LimitsTable", "dynamodb:UpdateItem"),
    "limits.count": on("LimitsTable", "dynamodb:UpdateItem"),
    "catalogue.current": on("CatalogueTable", "dynamodb:GetItem", "dynamodb:Query"),
    "catalogue.newest": on("CatalogueTable", "dynamodb:GetItem", "dynamodb:Query"),
    "catalogue.at": on("CatalogueTable", "dynamodb:Query"),
    "catalogue.articles": on("CatalogueTable", "dynamodb:Query"),
    "addresses.book": on("CityBucket/addresses", "s3:GetObject"),
    "overlays.overlay": on("OverlayTable", "dynamodb:Query"),
    "places.categories": on("PlacesTable", "dynamodb:BatchGetItem"),
    "places.directories": on("PlacesTable", "dynamodb:BatchGetItem"),
    "places.leaves": on("PlacesTable", "dynamodb:BatchGetItem"),
    "insights.counted": on("InsightsTable", "dynamodb:GetItem"),
    "insights.count": on("InsightsTable", "dynamodb:PutItem", "dynamodb:UpdateItem"),
    "insights.look_again": on("InsightsTable", "dynamodb:PutItem"),
    "insights.rows": on("InsightsTable", "dynamodb:Query"),
    "insights.layer_rows": on("InsightsTable", "dynamodb:Query"),
    "insights.live": on("InsightsTable", "dynamodb:Query"),
    "insights.to_review": on("InsightsTable/index/open", "dynamodb:Query"),
    "insights.entries": on("InsightsTable/index/cases_by_*", "dynamodb:Query"),
    "insights.model": on("InsightsTable", "dynamodb:GetItem"),
    "insights.keep_model": on("InsightsTable", "dynamodb:PutItem"),
    "messenger.send": on("Sender", "ses:SendEmail"),
    "tiles.stamp": on("TilesBucket/tiles", "s3:GetObject") | on("TilesBucket", "s3:ListBucket"),
    "tiles.store": on("TilesBucket/tiles", "s3:PutObject"),
    "tiles.read": on("TilesBucket/tiles", "s3:GetObject") | on("TilesBucket", "s3:ListBucket"),
    "tiles.paths": on("TilesBucket", "s3:ListBucket"),
    "tiles.publish": on("TilesBucket/tiles", "s3:PutObject"),
    "workflows.start": on("Machine", "states:StartExecution") | on("Executions", "states:DescribeExecution"),
    "workflows.is_running": on("Executions", "states:DescribeExecution"),
    "workflows.answer": on("*", "states:SendTaskSuccess"),
    "bus.publish": on("EventBus", "events:PutEvents"),
    "change.photo_claims": on("PhotosTable", "dynamodb:UpdateItem"),
    "photos.add": on("PhotosTable", "dynamodb:PutItem"),
    "photos.read": on("PhotosTable", "dynamodb:BatchGetItem"),
    "photos.settle": on("PhotosTable", "dynamodb:UpdateItem"),
    "photo_files.ticket": on("PhotosBucket/quarantine", "s3:PutObject"),
    "photo_files.quarantine": on("PhotosBucket/quarantine", "s3:PutObject"),
    "photo_files.upload": on("PhotosBucket/quarantine", "s3:GetObject") | on("PhotosBucket", "s3:ListBucket"),
    "photo_files.discard_upload": on("PhotosBucket/quarantine", "s3:DeleteObject"),
    "photo_files.store": on("PhotosBucket/processed", "s3:PutObject", "s3:PutObjectTagging"),
    "photo_files.keep": on("PhotosBucket/processed", "s3:PutObjectTagging"),
    "photo_files.discard": on("PhotosBucket/processed", "s3:DeleteObject"),
    "photo_files.publish": on("PhotosBucket/processed", "s3:GetObject") | on("PhotosBucket/photos", "s3:PutObject"),
    "photo_files.withdraw": on("PhotosBucket/photos", "s3:DeleteObject"),
    "photo_files.view_url": on("PhotosBucket/processed", "s3:GetObject"),
    "pictures.redraw": frozenset(),
    "layer_generations.timeline": on("CityBucket/layers", "s3:GetObject") | on("CityBucket", "s3:ListBucket"),
    "layer_uploads.keep": on("CityBucket/imports", "s3:PutObject"),
    "layer_uploads.begin": on("CityBucket/imports", "s3:PutObject"),
    "layer_uploads.difference": on("CityBucket/imports", "s3:GetObject") | on("CityBucket", "s3:ListBucket"),
    "layer_uploads.recent": on("CityBucket/imports", "s3:GetObject") | on("CityBucket", "s3:ListBucket"),
    "layer_uploads.ticket": on("CityBucket/imports", "s3:PutObject"),
    "layer_uploads.report": on("CityBucket/imports", "s3:GetObject") | on("CityBucket", "s3:ListBucket"),
    "layer_jobs.start": on("ImportMachine", "states:StartExecution"),
    "layer_jobs.reroute": on("ImportMachine", "states:StartExecution"),
    "layer_reroutings.begin": on("CityBucket/imports", "s3:PutObject"),
    "layer_reroutings.keep": on("CityBucket/imports", "s3:PutObject"),
    "layer_reroutings.standing": on("CityBucket/imports", "s3:GetObject") | on("CityBucket", "s3:ListBucket"),
    "secrets": on("Secret", "secretsmanager:GetSecretValue"),
    "front_door_mark": on("OriginSecret", "secretsmanager:GetSecretValue"),
    "public_url": on("PublicUrlParameter", "ssm:GetParameter"),
}

_READ_IMPORTS = on("CityBucket/imports", "s3:GetObject") | on("CityBucket", "s3:ListBucket")
_CHANGE_LAYERS = on("CityBucket/layers", "s3:GetObject", "s3:PutObject", "s3:DeleteObject")

# What functions do through clients of their own: the importer of map layers is the command line's and has no ports.
# tests/unit/cli/overlay/test_job.py compares this with what the steps really ask of AWS.
BESIDE_PORTS: dict[str, frozenset[Grant]] = {
    "check_layer": _READ_IMPORTS
    | on("CityBucket/imports", "s3:PutObject")
    | _CHANGE_LAYERS
    | on("OverlayTable", "dynamodb:BatchWriteItem"),
    "build_cells": _READ_IMPORTS | on("CityBucket/imports", "s3:PutObject") | on("CityBucket/layers", "s3:GetObject"),
    "activate_layers": _READ_IMPORTS
    | on("CityBucket/imports", "s3:PutObject", "s3:DeleteObject")
    | _CHANGE_LAYERS
    | on("OverlayTable", "dynamodb:BatchGetItem", "dynamodb:BatchWriteItem")
    | on("CasesTable", "dynamodb:Query", "dynamodb:Scan")
    | on("CatalogueTable", "dynamodb:Query"),
    # tests/unit/cli/maptiles/test_follow.py compares this one.
    "draw_layers": on("CityBucket/layers", "s3:GetObject")
    | on("CityBucket/map", "s3:GetObject", "s3:PutObject")
    | on("CityBucket", "s3:ListBucket")
    | on("TilesBucket", "s3:ListBucket")
    | on("TilesBucket/tiles", "s3:GetObject", "s3:PutObject", "s3:DeleteObject"),
    "watch_layers": on("CityBucket/layers", "s3:GetObject", "s3:DeleteObject")
    | on("CityBucket", "s3:ListBucket")
    | on("OverlayTable", "dynamodb:BatchWriteItem"),
}

# Fields of a change that are written to the cases table, which `cases.commit` grants, or not written at all.
ELSEWHERE = frozenset(
    f"change.{field}"
    for field in (
        "request", "expected_version", "events", "work_orders", "followers", "nearby_guard", "tile", "tile_left",
        "idempotency", "also", "closing_hand", "positions",
    )
)  # fmt: skip

# Reachable in the source, never taken in a run: the reason stands beside it.
_TELLING = {
    "change.nearby_add": "telling of a delivery never changes the status, so nothing comes into the neighbourhood",
    "change.nearby_remove": "telling of a delivery never changes the status, so nothing leaves the neighbourhood",
}
NEVER_TAKEN: dict[str, dict[str, str]] = {
    "deliver_work_orders": {
        "photos.read": "GeoReport v2 brings no photos with the end of work",
        "change.photo_claims": "GeoReport v2 brings no photos with the end of work",
    },
    "inform_officers": {
        **_TELLING,
        "deliveries.circuit": "officers have no circuit",
        "deliveries.set_circuit": "officers have no circuit",
    },
    "reroute_open_cases": {
        "change.nearby_add": "other layers never change the status, so nothing comes into the neighbourhood",
        "change.nearby_remove": "other layers never change the status, so nothing leaves the neighbourhood",
    },
    "flag_failure": {
        "change.nearby_add": "flagging never changes the status, so nothing comes into the neighbourhood",
        "change.nearby_remove": "flagging never changes the status, so nothing leaves the neighbourhood",
        "catalogue.at": "flagging never changes the status, so the map entry and the clocks stay as they are",
    },
    "resume_workflow": {
        "change.nearby_add": "its only write is the flag, which never changes the status",
        "change.nearby_remove": "its only write is the flag, which never changes the status",
    },
}

ADAPTERS = {
    "cases": ("dynamodb/cases.py", "DynamoCases"),
    "changes": ("dynamodb/changes.py", "DynamoChanges"),
    "clocks": ("dynamodb/clocks.py", "DynamoClocks"),
    "request_lists": ("dynamodb/lists.py", "DynamoRequestLists"),
    "api_keys": ("dynamodb/api_keys.py", "DynamoApiKeys"),
    "views": ("dynamodb/views.py", "DynamoViews"),
    "audit": ("dynamodb/audit.py", "DynamoAuditLog"),
    "staff_pool": ("cognito.py", "CognitoStaffPool"),
    "nearby": ("dynamodb/nearby.py", "DynamoNearby"),
    "case_sweep": ("dynamodb/case_sweep.py", "DynamoCaseSweep"),
    "widen_jobs": ("widen_jobs.py", "SqsWidenJobs"),
    "publications": ("dynamodb/publications.py", "DynamoPublications"),
    "hotspots": ("dynamodb/hotspots.py", "DynamoHotspots"),
    "contacts": ("dynamodb/contacts.py", "DynamoContacts"),
    "presence": ("dynamodb/presence.py", "DynamoPresence"),
    "limits": ("dynamodb/limits.py", "DynamoLimits"),
    "catalogue": ("dynamodb/catalogue.py", "DynamoCatalogue"),
    "addresses": ("s3_address_books.py", "S3AddressBooks"),
    "texts": ("sns.py", "SnsTexts"),
    "webhooks": ("webhooks.py", "HttpsWebhooks"),
    "deliveries": ("dynamodb/deliveries.py", "DynamoDeliveries"),
    "overlays": ("dynamodb/overlay.py", "DynamoOverlay"),
    "places": ("dynamodb/places.py", "DynamoPlaces"),
    "information_calls": ("dynamodb/information_calls.py", "DynamoInformationCalls"),
    "insights": ("dynamodb/insights.py", "DynamoInsights"),
    "messenger": ("ses.py", "SesMessenger"),
    "tiles": ("s3.py", "S3Tiles"),
    "workflows": ("step_functions.py", "StepFunctionsWorkflows"),
    "bus": ("event_bus.py", "EventBridgeBus"),
    "photos": ("dynamodb/photos.py", "DynamoPhotos"),
    "photo_files": ("photo_files.py", "S3PhotoFiles"),
    "pictures": ("pictures.py", "PillowPictures"),
    "layer_generations": ("layer_generations.py", "S3LayerGenerations"),
    "layer_uploads": ("layer_imports.py", "S3LayerUploads"),
    "layer_jobs": ("layer_imports.py", "StepFunctionsImports"),
    "layer_reroutings": ("layer_reroutings.py", "S3LayerReroutings"),
}

CLIENT_CALLS = {
    "admin_add_user_to_group": "cognito-idp:AdminAddUserToGroup",
    "admin_create_user": "cognito-idp:AdminCreateUser",
    "admin_disable_user": "cognito-idp:AdminDisableUser",
    "admin_enable_user": "cognito-idp:AdminEnableUser",
    "admin_get_user": "cognito-idp:AdminGetUser",
    "admin_list_groups_for_user": "cognito-idp:AdminListGroupsForUser",
    "admin_remove_user_from_group": "cognito-idp:AdminRemoveUserFromGroup",
    "admin_set_user_mfa_preference": "cognito-idp:AdminSetUserMFAPreference",
    "admin_reset_user_password": "cognito-idp:AdminResetUserPassword",
    "admin_update_user_attributes": "cognito-idp:AdminUpdateUserAttributes",
    "admin_user_global_sign_out": "cognito-idp:AdminUserGlobalSignOut",
    "batch_get_item": "dynamodb:BatchGetItem",
    "describe_execution": "states:DescribeExecution",
    "delete_object": "s3:DeleteObject",
    "generate_presigned_post": "s3:PutObject",
    "generate_presigned_url": "s3:GetObject",
    "get_item": "dynamodb:GetItem",
    "get_object": "s3:GetObject",
    "head_object": "s3:GetObject",
    "list_objects_v2": "s3:ListBucket",
    "list_users": "cognito-idp:ListUsers",
    "list_users_in_group": "cognito-idp:ListUsersInGroup",
    "publish": "sns:Publish",
    "put_events": "events:PutEvents",
    "put_object": "s3:PutObject",
    "put_object_tagging": "s3:PutObjectTagging",
    "query": "dynamodb:Query",
    "send_email": "ses:SendEmail",
    "send_message": "sqs:SendMessage",
    "send_task_success": "states:SendTaskSuccess",
    "update_item": "dynamodb:UpdateItem",
    "start_execution": "states:StartExecution",
}
RECORD_CALLS = {
    "batch_get": "dynamodb:BatchGetItem",
    "count": "dynamodb:Query",
    "delete": "dynamodb:DeleteItem",
    "get": "dynamodb:GetItem",
    "put": "dynamodb:PutItem",
    "query": "dynamodb:Query",
    "save": "dynamodb:PutItem",
    "scan": "dynamodb:Scan",
    "update": "dynamodb:UpdateItem",
}
CLIENTS = ("self._client", "connection")
RECORDS = ("record", "transaction")


def needs_of(function: Path) -> frozenset[Grant]:
    """All grants that the code of `functions/<name>/` can use."""
    never = NEVER_TAKEN.get(function.name, {})
    entry = next(path for name in ("app.py", "handler.py") if (path := function / name).exists())
    grants: set[Grant] = set(BESIDE_PORTS.get(function.name, ()))
    for use in reachable_uses(entry) - ELSEWHERE - set(never):
        if use.startswith("limit_policy."):
            continue
        assert use in NEEDS, f"{function.name} uses {use}: say in NEEDS what that takes, then grant it in infra/"
        grants |= NEEDS[use]
    return frozenset(grants)


def _receiver(call: ast.Call) -> str:
    """Who is asked: `self._client`, `CatalogueRecord`, `NearbyRecord(cell)` -> `NearbyRecord`."""
    assert isinstance(call.func, ast.Attribute)
    value = call.func.value
    if isinstance(value, ast.Call):
        value = value.func
    return ast.unparse(value)


def _action(call: ast.Call) -> str | None:
    if not isinstance(call.func, ast.Attribute):
        return None
    receiver, method = _receiver(call), call.func.attr
    if receiver in CLIENTS or receiver.endswith("._get_connection"):
        assert method in CLIENT_CALLS, f"{receiver}.{method}: add it to CLIENT_CALLS"
        return CLIENT_CALLS[method]
    root = receiver.split(".")[0]
    if root in RECORDS or root.endswith(("Record", "Row")):
        return RECORD_CALLS.get(method)
    return None


@cache
def called_actions(port: str, method: str) -> frozenset[str]:
    """The AWS actions in an adapter's method, in the methods and functions of its own file that it mentions, and in
    the functions of other adapter files that it imports."""
    path, class_name = ADAPTERS[port]
    own = CORE / "hex311" / "adapters" / path
    cls = read_module(own).definitions[class_name]
    assert isinstance(cls, ast.ClassDef)
    methods = {node.name: node for node in cls.body if isinstance(node, ast.FunctionDef)}
    found: set[str] = set()
    seen: set[tuple[Path, str]] = set()
    todo = [(own, method)]
    while todo:
        file, name = todo.pop()
        module = read_module(file)
        node = (methods.get(name) if file == own else None) or module.definitions.get(name)
        origin, original = module.imports.get(name, ("", ""))
        if node is None and origin.startswith("hex311.adapters.") and (elsewhere := source_of(origin)):
            todo.append((elsewhere, original))
        if node is None or (file, name) in seen or isinstance(node, ast.ClassDef):
            continue
        seen.add((file, name))
        for part in ast.walk(node):
            if isinstance(part, ast.Call) and (action := _action(part)):
                found.add(action)
                if action == "s3:PutObject" and any(keyword.arg == "Tagging" for keyword in part.keywords):
                    found.add("s3:PutObjectTagging")
            if isinstance(part, ast.Name):
                todo.append((file, part.id))
            elif isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name) and part.value.id == "self":
                todo.append((file, part.attr))
    return frozenset(found)
