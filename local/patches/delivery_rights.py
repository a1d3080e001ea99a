"""A service delivers only where the target's own policy lets it.

ministack 1.5.33: judges the policy when SNS delivers to a queue; EventBridge puts events into any queue or topic,
and API Gateway invokes any function, whatever their policies say.
AWS: without `events.amazonaws.com` in the policy of the queue or topic the event is dropped (FailedInvocations);
without AWS::Lambda::Permission for `apigateway.amazonaws.com` the caller gets a 500.
"""

from __future__ import annotations

import logging
from typing import Any

import ministack.services.apigateway_v1 as api_gateway
import ministack.services.eventbridge as eventbridge
import ministack.services.lambda_svc as lambda_service
import ministack.services.sns as sns
import ministack.services.sqs as sqs
from ministack.core.iam_evaluator import EvalContext, evaluate_resource_policy
from ministack.core.responses import get_account_id, get_region

logger = logging.getLogger("local.delivery_rights")

_invoke_target = eventbridge._invoke_target
_invoke_function = api_gateway._invoke_lambda_proxy_v1


def function_allows(reference: str, service: str, source_arn: str) -> bool:
    """Whether a function's policy lets `service` invoke it on behalf of `source_arn`."""
    function, config, _name = lambda_service._get_func_record_for_ref(reference)
    if not function:
        return True  # the invocation itself reports what is missing
    asked = EvalContext(
        principal_arn="*",
        principal_type="Service",
        principal_account="",
        action="lambda:InvokeFunction",
        resource_arn=(config or {}).get("FunctionArn", ""),
        region=get_region(),
        service_context={"aws:sourcearn": source_arn, "aws:sourceaccount": get_account_id()},
    )
    return bool(evaluate_resource_policy(function.get("policy"), asked, service=service).decision == "Allow")


def _may_deliver(target_arn: str, rule_arn: str) -> bool:
    """Whether the target takes events of this rule; what is reached through a role (state machines, and all
    targets of the Scheduler, whose ARNs come here as `rule_arn` too) is not judged here."""
    service = target_arn.split(":")[2] if target_arn.count(":") >= 5 and rule_arn.startswith("arn:aws:events:") else ""
    if service == "sqs":
        return bool(sqs.queue_policy_allows(target_arn, "events.amazonaws.com", rule_arn, get_account_id()))
    if service == "sns":
        return bool(sns.topic_policy_allows(target_arn, "events.amazonaws.com", rule_arn, get_account_id()))
    if service == "lambda":
        return function_allows(target_arn, "events.amazonaws.com", rule_arn)
    return True


def _invoke_allowed_target(target: dict[str, Any], event: Any, rule: dict[str, Any], view: Any = None) -> Any:
    if not _may_deliver(target.get("Arn", ""), rule.get("Arn", "")):
        logger.warning("%s may not deliver to %s: its policy does not allow it", rule.get("Arn"), target.get("Arn"))
        return None
    return _invoke_target(target, event, rule, view)


async def _invoke_allowed_function(
    integration: dict[str, Any],
    api_id: str,
    stage_name: str,
    stage: Any,
    resource: dict[str, Any],
    request_path: str,
    method: str,
    *rest: Any,
    **options: Any,
) -> Any:
    reference = api_gateway._extract_lambda_ref_from_integration_uri(integration.get("uri", ""))
    where = f"{get_region()}:{get_account_id()}:{api_id}/{stage_name}/{method}{resource['path']}"
    if not function_allows(reference, "apigateway.amazonaws.com", f"arn:aws:execute-api:{where}"):
        logger.warning("the API %s may not invoke %s: no AWS::Lambda::Permission allows it", where, reference)
        return api_gateway._GatewayError("API_CONFIGURATION_ERROR", "Internal server error")
    return await _invoke_function(
        integration, api_id, stage_name, stage, resource, request_path, method, *rest, **options
    )


def apply() -> None:
    """Judge before every delivery of a rule and every call of an API."""
    eventbridge._invoke_target = _invoke_allowed_target
    api_gateway._invoke_lambda_proxy_v1 = _invoke_allowed_function
