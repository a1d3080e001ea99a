"""A state machine invokes only the functions its role allows.

ministack 1.5.33: invokes any function, whatever the role of the machine says.
AWS: the task fails with Lambda.AWSLambdaException (name of the error from memory, not verified on AWS).
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any

import ministack.services.lambda_svc as lambda_service
import ministack.services.stepfunctions as step_functions
from ministack.core.iam_evaluator import EvalContext, _gather_role_policies, evaluate
from ministack.core.responses import get_account_id, get_region

#: Role of the machine whose task runs in this context; threads of a Map inherit it.
_role_arn: ContextVar[str] = ContextVar("hex311_machine_role", default="")

_execute_task = step_functions._execute_task
_call_lambda = step_functions._call_lambda


def _task_with_role(state: Any, raw_input: Any, execution: dict[str, Any], context: Any) -> Any:
    machine = step_functions._state_machines.get((execution or {}).get("stateMachineArn", "")) or {}
    token = _role_arn.set(machine.get("roleArn", ""))
    try:
        return _execute_task(state, raw_input, execution, context)
    finally:
        _role_arn.reset(token)


def _allowed(role_arn: str, function_arn: str) -> bool:
    asked = EvalContext(
        principal_arn=role_arn,
        principal_type="AssumedRole",
        principal_account=get_account_id(),
        action="lambda:InvokeFunction",
        resource_arn=function_arn,
        region=get_region(),
    )
    policies = _gather_role_policies(role_arn.rsplit("/", 1)[-1], get_account_id())
    return bool(evaluate(asked, policies).decision == "Allow")


def _call_allowed(reference: str, event: Any) -> Any:
    _function, config, _name = lambda_service._get_func_record_for_ref(reference)
    role = _role_arn.get()
    if role and config and not _allowed(role, config.get("FunctionArn", "")):
        raise step_functions._ExecutionError(
            "Lambda.AWSLambdaException",
            f"{role} is not authorized to perform: lambda:InvokeFunction on resource: {config.get('FunctionArn')}",
        )
    return _call_lambda(reference, event)


def apply() -> None:
    """Note the role while a task runs, and judge when it calls."""
    step_functions._execute_task = _task_with_role
    step_functions._call_lambda = _call_allowed
