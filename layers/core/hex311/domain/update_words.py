"""The words of service request updates (the extension of mySociety), and what each of them means here."""

from enum import StrEnum

from hex311.domain.lifecycle import Status


class Meaning(StrEnum):
    """What a word asks of a work order, when it comes from the department that has it."""

    REMARK = "remark"
    START = "start"
    DONE = "done"
    COULD_NOT_BE_DONE = "could_not_be_done"
    NOT_OURS = "not_ours"


#: What clients send. A duplicate is merged by staff, who see both cases; of a client it is a remark.
MEANINGS: dict[str, Meaning] = {
    "OPEN": Meaning.REMARK,
    "CONFIRMED": Meaning.REMARK,
    "INVESTIGATING": Meaning.REMARK,
    "FOR_TRIAGE": Meaning.REMARK,
    "PLANNED": Meaning.REMARK,
    "ACTION_SCHEDULED": Meaning.REMARK,
    "INTERNAL_REFERRAL": Meaning.REMARK,
    "DUPLICATE": Meaning.REMARK,
    "REOPEN": Meaning.REMARK,
    "IN_PROGRESS": Meaning.START,
    "FIXED": Meaning.DONE,
    "CLOSED": Meaning.DONE,
    "NO_FURTHER_ACTION": Meaning.COULD_NOT_BE_DONE,
    "UNABLE_TO_FIX": Meaning.COULD_NOT_BE_DONE,
    "NOT_COUNCILS_RESPONSIBILITY": Meaning.NOT_OURS,
    "NOT_RESPONSIBLE": Meaning.NOT_OURS,
}

_TOLD: dict[Status, str] = {
    Status.RECEIVED: "OPEN",
    Status.CONFIRMED: "INVESTIGATING",
    Status.SCHEDULED: "ACTION_SCHEDULED",
    Status.UNDER_WAY: "IN_PROGRESS",
    Status.WAITING: "INVESTIGATING",
    # An outside owner has it: "not responsible" would close it at the client's, and it is not over.
    Status.PASSED_ON: "INVESTIGATING",
    Status.DONE: "FIXED",
    Status.COULD_NOT_BE_DONE: "NO_FURTHER_ACTION",
    Status.NOT_OURS: "NOT_COUNCILS_RESPONSIBILITY",
    Status.DUPLICATE: "DUPLICATE",
    Status.REOPENED: "OPEN",
}


def word_for(status: Status) -> str:
    """How an update tells a public status."""
    return _TOLD[status]


def plain_word(word: str) -> str:
    """`in progress` and `In-Progress` are `IN_PROGRESS`."""
    return "_".join(word.strip().upper().replace("-", " ").replace("_", " ").split())
