"""What a thousand cases cost at list price; `python -m bench.workflow cost` prints the table of docs/cost.md."""

from bench.case_calls import calls_of_a_case
from bench.workflow import cost_of_1000, typical_transitions

MOST_USD = 1.5


def test_a_thousand_cases_cost_less_than_promised() -> None:
    states, calls = typical_transitions(), calls_of_a_case()
    costs = cost_of_1000(states, calls)
    assert states <= 12
    assert all(calls[name] for name in ("ses_mail", "s3_put", "dynamodb_write_unit"))
    assert 0 < sum(costs.values()) <= MOST_USD
