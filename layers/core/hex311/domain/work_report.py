"""What a crew has to bring back before a piece of work counts as finished: the process says, this checks.

A closure is earned: an outcome of the process, the sentence and the photo it asks for, amounts the process knows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hex311.domain.catalogue import Document
from hex311.domain.errors import BadInput, Problem


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the crew shows besides the outcome.

    `sentence` is written for the resident and public with the outcome; `photo_ids` come from the photo upload;
    `quantities` and `materials` are amounts by code, in the unit that the process names.
    """

    sentence: str = ""
    photo_ids: tuple[str, ...] = ()
    quantities: Mapping[str, float] = field(default_factory=dict)
    materials: Mapping[str, float] = field(default_factory=dict)


NO_EVIDENCE = Evidence()


def outcome_of(work: Document, code: str) -> Document:
    """The outcome of that code; `BadInput` names the possible ones."""
    outcomes = {outcome["code"]: outcome for outcome in work["outcomes"]}
    if code not in outcomes:
        mend = f"Use one of: {', '.join(outcomes)}."
        raise BadInput([Problem("outcome", f"'{code}' is not an outcome of this work.", mend)])
    chosen: Document = outcomes[code]
    return chosen


def outcomes_meant(work: Document, reason: Document) -> list[Document]:
    """Those that a refusal with this reason can mean; none where the work cannot end with it."""
    with_status = [one for one in work["outcomes"] if one["status"] == reason["status"]]
    meant = [one for one in with_status if reason["code"] in one.get("reasons", ())]
    return meant or [one for one in with_status if "reasons" not in one]


def outcome_for(work: Document, reason: Document, wanted: str) -> Document:
    """The outcome that a refusal with this reason means.

    An outcome may list its `reasons`; else every outcome with the reason's status is meant. One is taken, of several
    the caller has to name one; where there is none, the work can only be paused or transferred.
    """
    choices = outcomes_meant(work, reason)
    codes = [one["code"] for one in choices]
    if not choices:
        mend = "Pause it until it can be done, or transfer it to whom it belongs."
        raise BadInput([Problem("reason", f"This work cannot end with '{reason['code']}'.", mend)])
    if wanted:
        if wanted not in codes:
            mend = f"Use one of: {', '.join(codes)}."
            raise BadInput([Problem("outcome", f"'{wanted}' does not go with this reason.", mend)])
        return next(one for one in choices if one["code"] == wanted)
    if len(choices) > 1:
        raise BadInput([Problem("outcome", "Several outcomes go with this reason.", f"Say which: {', '.join(codes)}.")])
    return choices[0]


def needs(outcome: Document, closure: Document) -> frozenset[str]:
    """Which of `photo` and `sentence` this outcome, or the service type for work that was done, asks for."""
    by_type = closure if outcome["status"] == "done" else {}
    return frozenset(part for part in ("photo", "sentence") if "required" in (outcome.get(part), by_type.get(part)))


def check_evidence(work: Document, outcome: Document, closure: Document, evidence: Evidence) -> None:
    """`BadInput` with everything that is missing or unknown at once; nothing was changed then."""
    problems: list[Problem] = []
    asked = needs(outcome, closure)
    if "photo" in asked and not evidence.photo_ids:
        mend = "Upload one with POST /api/v1/photos and send its id in photo_ids."
        problems.append(Problem("photo_ids", "This outcome needs a photo that shows it.", mend))
    if "sentence" in asked and not evidence.sentence.strip():
        mend = "Write for the resident what was done, in a sentence."
        problems.append(Problem("sentence", "This outcome needs a sentence for the resident.", mend))
    is_done = outcome["status"] == "done"
    for name, amounts in (("quantities", evidence.quantities), ("materials", evidence.materials)):
        problems += _amounts(name, work.get(name, ()), amounts, is_done)
    if problems:
        raise BadInput(problems)


def _amounts(name: str, known: Sequence[Document], sent: Mapping[str, float], is_done: bool) -> list[Problem]:
    by_code = {one["code"]: one for one in known}
    problems: list[Problem] = []
    for code, amount in sent.items():
        if code not in by_code:
            mend = f"Use one of: {', '.join(by_code)}." if by_code else "Leave it out."
            problems.append(Problem(f"{name}.{code}", "This work does not count it.", mend))
        elif amount > float(by_code[code].get("most", amount)):
            most = f"{by_code[code]['most']} {by_code[code]['unit']}"
            problems.append(Problem(f"{name}.{code}", f"This is more than {most}.", "Please check the unit."))
    problems += [
        Problem(f"{name}.{code}", "This is missing.", f"Send how much, in {one['unit']}.")
        for code, one in by_code.items()
        if is_done and one.get("required") and code not in sent
    ]
    return problems
