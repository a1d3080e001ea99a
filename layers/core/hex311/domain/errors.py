"""What can go wrong, in the domain's words.

    CityError
    ├── BadInput                 the caller can mend it; carries a list of problems
    │   ├── InvalidLocation      no place on the globe, or half a coordinate
    │   ├── OutsideCity          a place, but not ours: says who to call
    │   ├── NotForCity           a matter of somebody else: says whose
    │   ├── EmergencyStop        an answer that means "call now", with the number
    │   ├── KeyReused            an idempotency key came back with another body
    │   └── TooLarge             the body is bigger than we take
    ├── NotFound                 unknown, or not for these eyes
    ├── Gone                     it was there, and is not kept any more
    ├── MoveNotAllowed           the lifecycle has no such step
    ├── Overtaken                somebody else was first; look again
    ├── PhotoOnItsWay            the photo that proves the work has not been looked at yet; send the same again
    ├── LinkEnded                a mailed link that opens nothing any more
    ├── NotSigned                a call that is not signed as it must be, or too old
    ├── ChangedMeanwhile         somebody else changed it after the caller had looked; says who and what
    ├── Forbidden                the policy table says no
    ├── TooMany                  a limit was reached; says when to come back
    └── TransientFault           try again: nothing was changed

`hex311.http.errors` maps each class to its HTTP status; messages are written for residents.
"""

from collections.abc import Sequence
from typing import NamedTuple


class Problem(NamedTuple):
    """One thing to mend: which field, what is wrong, how to put it right."""

    field: str
    problem: str
    mend: str = ""

    def as_dict(self) -> dict[str, str]:
        return {"field": self.field, "problem": self.problem, "how_to_mend": self.mend}


class CityError(Exception):
    """The root of all errors that a caller may see. `code` is stable; `message` is for people."""

    code = "error"
    message = "Something went wrong. Please try again."

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or self.message)
        self.message = message or self.message


class BadInput(CityError):
    code = "bad_input"
    message = "Some of what was sent needs mending."

    def __init__(self, problems: Sequence[Problem], message: str | None = None) -> None:
        super().__init__(message)
        self.problems = tuple(problems)


class InvalidLocation(BadInput):
    code = "invalid_location"
    message = "The location is not a place on the map."

    def __init__(self, field: str, problem: str, mend: str = "Send lat and long as decimal degrees.") -> None:
        super().__init__([Problem(field, problem, mend)])


class OutsideCity(BadInput):
    code = "outside_city"
    message = "This place is outside the city."

    def __init__(self, city: str, contacts: Sequence[str]) -> None:
        who = "; ".join(contacts)
        mend = f"Please call {who}." if who else "Please contact the government of that place."
        super().__init__(
            [Problem("lat", f"The place is outside {city}.", mend)], f"This place is outside {city}. {mend}"
        )
        self.contacts = tuple(contacts)


class NotForCity(BadInput):
    code = "not_ours"
    message = "Somebody else takes care of this."

    def __init__(self, message: str, owner: str, phone: str | None) -> None:
        mend = f"Please contact {owner}" + (f", {phone}." if phone else ".")
        super().__init__([Problem("service_code", message, mend)], f"{message} {mend}")
        self.phone = phone


class EmergencyStop(BadInput):
    code = "emergency"
    message = "This needs help now."

    def __init__(self, field: str, message: str, phone: str | None) -> None:
        super().__init__([Problem(field, message, f"Call {phone} now." if phone else "")], message)
        self.phone = phone


class NotFound(CityError):
    code = "not_found"
    message = "There is nothing here under this name."


class KeyReused(BadInput):
    code = "idempotency_key_reused"
    message = "This Idempotency-Key was used for another report. Use a new key for a new report."

    def __init__(self) -> None:
        super().__init__([Problem("Idempotency-Key", "This was used for another report.", "Use a new key.")])


class Gone(CityError):
    code = "gone"
    message = "This is not kept any more."


class MoveNotAllowed(CityError):
    code = "move_not_allowed"
    message = "This step is not possible in the present state."


class Overtaken(CityError):
    code = "overtaken"
    message = "Somebody else was first. Look again, then decide."


class PhotoOnItsWay(CityError):
    code = "photo_on_its_way"
    message = (
        "The photo has not arrived yet, or is still being looked at. Nothing was changed. Upload its file if that is "
        "missing, wait until GET /api/v1/photos/{photo_id} says ready, then send the same again."
    )


class LinkEnded(CityError):
    code = "link_ended"
    message = "This link is not valid any more: it is too old, or the work it was for has ended."


class NotSigned(CityError):
    code = "not_signed"
    message = "This call is not signed with a valid key, or its timestamp is more than five minutes off."


class ChangedMeanwhile(CityError):
    code = "changed_meanwhile"
    message = "Somebody changed this in between. Please look at it again."


class Forbidden(CityError):
    code = "forbidden"
    message = "Your role does not allow this."


class TooMany(CityError):
    code = "too_many"
    message = "Too many at once. Please wait a little."

    def __init__(self, retry_after_s: int, message: str | None = None) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class TooLarge(BadInput):
    code = "too_large"
    message = "This is more than we can take in one go."

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(
            [
                Problem(
                    field,
                    problem,
                    "Please shorten it. Photos travel by themselves: POST /api/v1/photos gives a ticket.",
                )
            ]
        )


class TransientFault(CityError):
    code = "try_again"
    message = "The system is busy. Nothing was lost or done twice; please try again."
