"""Nothing is lost and nothing is open: failure routes, back-ups, encryption, retention, time-outs."""

import importlib
from typing import Any

import pytest

from tests.contract.support.policies import as_list, thing
from tests.contract.support.templates import everywhere, functions, read, text, translated

QUEUES = everywhere("AWS::SQS::Queue")
TABLES = everywhere("AWS::DynamoDB::Table")
BUCKETS = everywhere("AWS::S3::Bucket")
MAPPINGS = everywhere("AWS::Lambda::EventSourceMapping")
#: Rules on the city's own bus; the others are clocks and what AWS tells by itself.
RULES = [found for found in everywhere("AWS::Events::Rule").values() if "EventBusName" in found["Properties"]]
STORES = (
    "AWS::DynamoDB::Table", "AWS::KMS::Key", "AWS::SecretsManager::Secret", "AWS::Cognito::UserPool",
)  # fmt: skip
DAY_S = 24 * 3600
# The function's time, six times: what AWS advises for a queue before a function, and the batching window.
ROOM = 6


def properties(resource: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = resource["Properties"]
    return found


def queue_of(mapping: dict[str, Any]) -> str:
    return thing(properties(mapping)["EventSourceArn"])


def timeout(template: str, logical_id: str) -> int:
    return int(properties(translated(template)["Resources"][logical_id])["Timeout"])


@pytest.mark.parametrize("queue", [key for key in QUEUES if not key[1].endswith("DeadLetters")], ids="-".join)
def test_a_queue_gives_up_into_dead_letters_that_keep(queue: tuple[str, str]) -> None:
    redrive = properties(QUEUES[queue])["RedrivePolicy"]
    dead = redrive["deadLetterTargetArn"]["Fn::GetAtt"][0]
    assert redrive["maxReceiveCount"] == 5
    assert properties(QUEUES[queue[0], dead])["MessageRetentionPeriod"] == 14 * DAY_S


@pytest.mark.parametrize("mapping", MAPPINGS, ids="-".join)
def test_a_batch_reports_what_failed(mapping: tuple[str, str]) -> None:
    assert properties(MAPPINGS[mapping])["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


@pytest.mark.parametrize("mapping", [key for key, found in MAPPINGS.items() if queue_of(found) != "CasesStream"])
def test_a_message_stays_hidden_long_enough(mapping: tuple[str, str]) -> None:
    found = properties(MAPPINGS[mapping])
    (queue,) = (found for (_, key), found in QUEUES.items() if key == queue_of(MAPPINGS[mapping]))
    visibility = properties(queue)["VisibilityTimeout"]
    takes = timeout(mapping[0], found["FunctionName"]["Ref"])
    assert visibility >= ROOM * takes + found["MaximumBatchingWindowInSeconds"]


def test_each_queue_has_one_reader() -> None:
    read_ones = [queue_of(found) for found in MAPPINGS.values() if queue_of(found) != "CasesStream"]
    assert sorted(read_ones) == sorted(key for _, key in QUEUES if not key.endswith("DeadLetters"))


def test_the_stream_lets_one_bad_record_hold_up_nothing() -> None:
    (relay,) = (properties(found) for found in MAPPINGS.values() if queue_of(found) == "CasesStream")
    assert relay["BisectBatchOnFunctionError"] is True
    assert relay["MaximumRetryAttempts"] == 5
    assert 0 < relay["MaximumRecordAgeInSeconds"] <= DAY_S / 4
    assert thing(relay["DestinationConfig"]["OnFailure"]["Destination"]) == "FailuresBucket"


def test_every_function_has_a_caller_that_hears_of_failure() -> None:
    """An API answers, a mapping retries and puts aside, the state machine catches. Nothing is called and forgotten."""
    mapped = {properties(found)["FunctionName"]["Ref"] for found in MAPPINGS.values()}
    stepped = {
        name.removesuffix("Arn")
        for template, machine in (("workflow", "ServiceRequestMachine"), ("layers", "ImportLayersMachine"))
        for name in read(template)["Resources"][machine]["Properties"]["DefinitionSubstitutions"]
    }
    served = {key.removesuffix("Permission") for _, key in everywhere("AWS::Lambda::Permission")}
    assert mapped | stepped | served == {logical_id for _, logical_id, _ in functions().values()}
    assert mapped.isdisjoint(stepped | served)


def test_each_queue_has_a_policy_of_its_own() -> None:
    policies = [properties(found) for found in everywhere("AWS::SQS::QueuePolicy").values()]
    owned = [policy["Queues"][0]["Ref"] for policy in policies]
    assert sorted(owned) == sorted(key for _, key in QUEUES)
    for policy in policies:
        assert len(policy["Queues"]) == 1
        for statement in policy["PolicyDocument"]["Statement"]:
            assert thing(statement["Resource"]) == policy["Queues"][0]["Ref"]


def test_rules_and_subscriptions_put_aside_what_they_cannot_deliver() -> None:
    for rule in RULES:
        for target in properties(rule)["Targets"]:
            assert target["DeadLetterConfig"]["Arn"]["Fn::GetAtt"][0].endswith("DeadLetters")
    for (name, _), subscription in everywhere("AWS::SNS::Subscription").items():
        if name == "events":
            assert properties(subscription)["RawMessageDelivery"] is True
            assert properties(subscription)["RedrivePolicy"]["deadLetterTargetArn"]


def test_rules_listen_for_events_that_exist() -> None:
    events = importlib.import_module("hex311.domain.events")
    city_events = importlib.import_module("hex311.domain.city_events")
    names = {events.SOURCE: events.EventName, city_events.CITY_SOURCE: city_events.CityEventName}
    for rule in RULES:
        pattern = properties(rule)["EventPattern"]
        (source,) = pattern["source"]
        assert set(pattern.get("detail-type", [])) <= {str(name) for name in names[source]}


def test_departments_outside_are_told_of_what_matters_to_them() -> None:
    told = importlib.import_module("hex311.domain.work_order_news").TOLD
    rule = everywhere("AWS::Events::Rule")["deliveries", "DeliveriesRule"]
    assert set(properties(rule)["EventPattern"]["detail-type"]) == {str(name) for name in told}


@pytest.mark.parametrize("table", TABLES, ids="-".join)
def test_a_table_can_be_brought_back(table: tuple[str, str]) -> None:
    found = TABLES[table]
    assert properties(found)["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert properties(found)["BillingMode"] == "PAY_PER_REQUEST"


def test_stores_outlive_their_stack() -> None:
    kept = [found for kind in STORES for found in everywhere(kind).values()]
    kept += [found for (name, _), found in BUCKETS.items() if name == "data"]
    assert kept
    for found in kept:
        assert (found["DeletionPolicy"], found["UpdateReplacePolicy"]) == ("RetainExceptOnCreate", "Retain")


def test_tables_are_those_of_the_code() -> None:
    records = importlib.import_module("hex311.adapters.dynamodb.records")
    tables = {key: found for (_, key), found in TABLES.items()}
    for name, base in (("CasesTable", records.CaseItem), ("DeliveriesTable", records.DeliveryItem),
                       ("AuditTable", records.AuditRecord),
                       ("ContactsTable", records.ContactRecord),
                       ("NearbyTable", records.NearbyRecord), ("CatalogueTable", records.CatalogueRecord),
                       ("LimitsTable", records.LimitRecord), ("InsightsTable", records.InsightRecord),
                       ("PhotosTable", records.PhotoRecord)):  # fmt: skip
        schema = {entry["KeyType"]: entry["AttributeName"] for entry in properties(tables[name])["KeySchema"]}
        assert schema["HASH"] == base._hash_key_attribute().attr_name
        range_key = base._range_key_attribute()
        assert schema.get("RANGE") == (range_key.attr_name if range_key is not None else None)


def test_contacts_have_a_key_of_their_own() -> None:
    encryption = properties(TABLES["data", "ContactsTable"])["SSESpecification"]
    assert encryption["KMSMasterKeyId"] == {"Fn::GetAtt": ["ContactsKey", "Arn"]}
    assert properties(read("data")["Resources"]["ContactsKey"])["EnableKeyRotation"] is True


@pytest.mark.parametrize("bucket", BUCKETS, ids="-".join)
def test_a_bucket_is_private_and_encrypted(bucket: tuple[str, str]) -> None:
    found = properties(BUCKETS[bucket])
    assert set(found["PublicAccessBlockConfiguration"].values()) == {True}
    assert len(found["PublicAccessBlockConfiguration"]) == 4
    assert found["OwnershipControls"] == {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}
    assert found["BucketEncryption"]["ServerSideEncryptionConfiguration"]


def test_a_bucket_speaks_tls_only() -> None:
    policies = everywhere("AWS::S3::BucketPolicy").values()
    guarded = {text(properties(policy)["Bucket"]) for policy in policies}
    assert guarded == {f"${{{key}}}" for _, key in BUCKETS}
    for policy in policies:
        (deny,) = (one for one in properties(policy)["PolicyDocument"]["Statement"] if one["Effect"] == "Deny")
        assert (deny["Principal"], deny["Action"]) == ("*", "s3:*")
        assert deny["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
        assert len(as_list(deny["Resource"])) == 2


def test_logs_are_kept_for_a_while() -> None:
    for group in everywhere("AWS::Logs::LogGroup").values():
        assert properties(group)["RetentionInDays"] == 90


def test_every_function_writes_into_a_group_of_ours() -> None:
    for template, logical_id, _ in functions().values():
        found = properties(translated(template)["Resources"][logical_id])
        assert found["LoggingConfig"] == {"LogGroup": {"Ref": "Logs"}}
        assert found["TracingConfig"] == {"Mode": "Active"}


def test_photos_that_nobody_claims_go_after_a_day() -> None:
    rules = {
        rule["Id"]: rule for rule in properties(BUCKETS["data", "PhotosBucket"])["LifecycleConfiguration"]["Rules"]
    }
    assert (rules["Uploads"]["Prefix"], rules["Uploads"]["ExpirationInDays"]) == ("quarantine/", 1)
    # The original with the place it was taken at is really gone then, older versions too.
    assert rules["Uploads"]["NoncurrentVersionExpiration"] == {"NoncurrentDays": 1}
    assert (rules["Unclaimed"]["Prefix"], rules["Unclaimed"]["ExpirationInDays"]) == ("processed/", 1)
    files = importlib.import_module("hex311.adapters.photo_files")
    (tag,) = rules["Unclaimed"]["TagFilters"]
    assert f"{tag['Key']}={tag['Value']}" == files.UNKEPT


def test_uploads_of_this_city_alone_are_heard() -> None:
    rule = properties(read("photos")["Resources"]["UploadsRule"])
    assert rule["EventPattern"]["detail"]["bucket"] == {"name": [{"Ref": "PhotosBucket"}]}
    assert rule["EventPattern"]["detail"]["object"] == {"key": [{"prefix": "quarantine/"}]}
    (target,) = rule["Targets"]
    assert target["DeadLetterConfig"] == {"Arn": {"Fn::GetAtt": ["UploadsDeadLetters", "Arn"]}}
    notify = properties(BUCKETS["data", "PhotosBucket"])["NotificationConfiguration"]
    assert notify == {"EventBridgeConfiguration": {"EventBridgeEnabled": True}}
