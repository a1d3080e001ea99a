"""The questions of a type: which apply to these answers at this place, and what is wrong with the answers.

Nothing in the browser could make a question appear. So the questions that apply are shown, and when an answer leads
to further ones, they are shown with the first ones on the same page again.
"""

from dataclasses import dataclass
from typing import Any

from hex311.domain.answers import MAX_STRING, MAX_TEXT, check_answers
from hex311.domain.catalogue import Document, Service
from hex311.domain.conditions import NOTHING, Facts, holds
from hex311.domain.errors import BadInput, EmergencyStop
from hex311.domain.geography import Overlay
from hex311.http.basic.call import Call
from hex311.http.basic.draft import ANSWER, Draft
from hex311.http.basic.pages import Wrong


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions that apply, the codes of those that were not asked before, what is wrong, and the sentence that
    stops everything."""

    questions: list[Document]
    new: tuple[str, ...] = ()
    wrongs: tuple[Wrong, ...] = ()
    stop: EmergencyStop | None = None

    @property
    def is_answered(self) -> bool:
        return not (self.new or self.wrongs or self.stop)


def ask(call: Call, service: Service, draft: Draft) -> Asked:
    """What to ask of this draft, and how its answers stand."""
    point = draft.point
    overlay = call.ports.overlays.overlay(point) if point else NOTHING
    applying = _applying(service, draft, overlay)
    before = draft.many("asked")
    new = tuple(question["code"] for question in applying if question["code"] not in before)
    values = draft.values(applying)
    try:
        check_answers(call.pack, service, values, overlay, call.language)
    except EmergencyStop as stop:
        return Asked(applying, new, stop=stop)
    except BadInput as error:
        wrong = {problem.field.removeprefix("answers.") for problem in error.problems} - set(new)
        told = [_wrong(call, question, values) for question in applying if question["code"] in wrong]
        return Asked(applying, new, tuple(told))
    return Asked(applying, new)


def _applying(service: Service, draft: Draft, overlay: Overlay) -> list[Document]:
    """By all that was answered first, then once more by what of it is still asked: an answer to a question that went
    away must not keep another one."""
    questions = list(service.questions)
    for _ in range(len(service.questions)):
        facts = Facts(answers=draft.values(questions), overlay=overlay)
        left = [question for question in service.questions if holds(question.get("when"), facts)]
        if left == questions:
            break
        questions = left
    return questions


def _wrong(call: Call, question: Document, values: dict[str, Any]) -> Wrong:
    label = call.pack.text(question["label"], call.language)
    kind = question["type"]
    if question["code"] not in values:
        reason = "missing"
    elif kind in ("singlevaluelist", "multivaluelist"):
        reason = "choice"
    elif kind in ("number", "datetime"):
        reason = kind
    else:
        reason = "long"
    most = MAX_TEXT if kind == "text" else MAX_STRING
    return Wrong(field_of(question), call.words.say(f"answer.{reason}", label=label, most=most))


def field_of(question: Document) -> str:
    """The id of the (first) control of a question."""
    is_list = question["type"] in ("singlevaluelist", "multivaluelist")
    return f"{ANSWER}{question['code']}" + ("-1" if is_list else "")


def shown(call: Call, asked: Asked, draft: Draft) -> list[dict[str, Any]]:
    """The questions as the template draws them, with what was answered."""
    text = call.pack.text
    return [
        {
            "id": f"{ANSWER}{question['code']}",
            "field": field_of(question),
            "type": question["type"],
            "label": text(question["label"], call.language),
            "required": bool(question.get("required")),
            "is_new": question["code"] in asked.new,
            "given": draft.answer(question["code"]),
            "values": [
                {"key": value["key"], "name": text(value["name"], call.language)}
                for value in question.get("values", ())
            ],
        }
        for question in asked.questions
    ]


def read_back(call: Call, asked: Asked, draft: Draft) -> list[tuple[str, str]]:
    """(question, answer) in words, to look over."""
    told = []
    for question in shown(call, asked, draft):
        names = {value["key"]: value["name"] for value in question["values"]}
        if question["given"] and question["type"] != "notice":
            told.append((question["label"], ", ".join(names.get(one, one) for one in question["given"])))
    return told
