"""Somebody is told: each function, queue and workflow has its alarm, under the name it really has."""

import json
import re
from typing import Any

import pytest

from tests.contract.support.templates import everywhere, functions, read, text, translated

ALARMS: list[dict[str, Any]] = [found["Properties"] for found in everywhere("AWS::CloudWatch::Alarm").values()]
WORKFLOW = "arn:aws:states:us-east-1:123456789012:stateMachine:hex311-service-request"
IMPORTS = "arn:aws:states:us-east-1:123456789012:stateMachine:hex311-import-layers"


def watched(namespace: str, metric: str) -> set[str]:
    """What the alarms on a metric look at."""
    return {
        text(alarm["Dimensions"][0]["Value"])
        for alarm in ALARMS
        if (alarm["Namespace"], alarm["MetricName"]) == (namespace, metric)
    }


def names(kind: str, key: str) -> set[str]:
    return {text(found["Properties"][key]) for found in everywhere(kind).values()}


def test_functions_and_queues_are_named_for_the_stack_and_their_folder() -> None:
    for folder, (_, _, properties) in functions().items():
        assert text(properties["FunctionName"]) == f"hex311-{folder.replace('_', '-')}"
    assert all(name.startswith("hex311-") for name in names("AWS::SQS::Queue", "QueueName"))


def test_every_failing_function_is_noticed() -> None:
    assert watched("AWS/Lambda", "Errors") == names("AWS::Lambda::Function", "FunctionName")


def test_a_late_relay_is_noticed() -> None:
    assert watched("AWS/Lambda", "IteratorAge") == {"hex311-relay-events"}


def test_every_queue_is_watched() -> None:
    queues = names("AWS::SQS::Queue", "QueueName")
    dead = {name for name in queues if name.endswith("-dead")}
    assert watched("AWS/SQS", "ApproximateNumberOfMessagesVisible") == dead
    assert watched("AWS/SQS", "ApproximateAgeOfOldestMessage") == queues - dead


@pytest.mark.parametrize("metric", ["ExecutionsFailed", "ExecutionsTimedOut", "ExecutionsAborted"])
def test_every_workflow_that_stops_is_noticed(metric: str) -> None:
    assert watched("AWS/States", metric) == {WORKFLOW, IMPORTS}


def test_failing_answers_are_noticed() -> None:
    assert watched("AWS/ApiGateway", "5XXError") == {text(read("api")["Resources"]["Api"]["Properties"]["Name"])}


def test_every_alarm_rings() -> None:
    for alarm in ALARMS:
        assert alarm["AlarmActions"] == [{"Ref": "Alarms"}]
        assert alarm["AlarmDescription"]
        # What runs by the clock must leave figures: there, none is the alarm.
        silent = alarm["MetricName"] == "Invocations"
        assert alarm["TreatMissingData"] == ("breaching" if silent else "notBreaching")


def test_the_dashboard_shows_what_exists() -> None:
    body = json.loads(text(translated("dashboard")["Resources"]["Dashboard"]["Properties"]["DashboardBody"]))
    shown: set[str] = set()
    for widget in body["widgets"]:
        for line in widget["properties"]["metrics"]:
            shown.add(line[3])
    functions_shown = {name for name in shown if re.fullmatch(r"hex311-[a-z0-9-]+", name)}
    known = names("AWS::Lambda::Function", "FunctionName") | names("AWS::SQS::Queue", "QueueName")
    assert functions_shown == known
    assert shown - functions_shown == {"hex311", WORKFLOW}
