"""Every minute: tell of the work that has become late or very late, settle questions whose days are over, and
remind of owners that are to be asked.

What time is too short for, the next minute does.
"""

from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from hex311.domain.errors import TransientFault
from hex311.usecases.ask_resident import lapse_questions
from hex311.usecases.escalate_work_orders import escalate_work_orders
from hex311.usecases.pass_on import escalate_checks
from hex311.wiring import ports

logger = Logger()
metrics = Metrics()

# Enough for the slowest single case, with all its attempts, before Lambda ends the function.
RESERVE_MS = 8_000
#: Questions settled, and owners reminded of, in one minute.
MOST_QUESTIONS = 50
MOST_CHECKS = 50


@logger.inject_lambda_context
@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    sweep = escalate_work_orders(ports(), lambda: context.get_remaining_time_in_millis() > RESERVE_MS)
    lapsed = lapse_questions(ports(), MOST_QUESTIONS)
    checks = escalate_checks(ports(), MOST_CHECKS)
    metrics.add_metric("OwnerChecksDue", MetricUnit.Count, checks)
    metrics.add_metric("QuestionsLapsed", MetricUnit.Count, lapsed)
    metrics.add_metric("EscalationsTold", MetricUnit.Count, sweep.told)
    metrics.add_metric("OldestUntoldEscalation", MetricUnit.Seconds, sweep.oldest_s)
    defects = []
    for case_id, error in sweep.failed:
        logger.warning("could not tell of late work", case_id=case_id, error=type(error).__name__)
        if not isinstance(error, TransientFault):
            defects.append(error)
    if defects:
        raise ExceptionGroup("late work that cannot be told of", defects)
    return {
        "looked_at": sweep.looked_at,
        "told": sweep.told,
        "unfinished": sweep.unfinished,
        "lapsed": lapsed,
        "checks": checks,
    }
