"""Tell the officers of the district of a new work order: those on duty, at once, except in their quiet hours.

What they get is short: the type, the task, until when, and the way into the staff app. Of a private case there is
the number and the link, nothing else: mail and text messages are read over shoulders.
"""

from zoneinfo import ZoneInfo

from hex311.domain.delivery import OFFICER, OFFICERS, Delivery, News
from hex311.domain.events import EventName
from hex311.domain.follower import Contact
from hex311.domain.officers import Matter, whom_to_inform
from hex311.domain.work_order import WorkOrder
from hex311.ports import CaseFile, Mail, NotTaken, Ports
from hex311.usecases.attempt_delivery import Sent, attempt, sweep
from hex311.usecases.work_order_message import due_text


def inform_officers(ports: Ports, case_id: str, version: int) -> list[Delivery]:
    """Inform (or note for later) the officers whom a new work order concerns; returns what was tried."""
    case = ports.cases.case_file(case_id)
    event = next((event for event in case.events if event.version == version), None) if case else None
    order = case.work_order(str(event.data.get("work_order_id"))) if case and event else None
    if case is None or event is None or order is None or event.name is not EventName.WORK_ORDER_CREATED:
        return []
    catalogue, now, request = ports.catalogue.current(), ports.now(), case.request
    group = str(ports.catalogue.at(request.catalogue_version).service(request.service_code).document["group"])
    matter = Matter(order.department, request.service_code, group, request.overlay)
    tried: list[Delivery] = []
    for code, at in whom_to_inform(catalogue.officers, matter, now, ZoneInfo(catalogue.city["timezone"])):
        delivery = Delivery(
            case_id=request.id,
            version=0,  # once per officer and work order, however often it is created
            work_order_id=order.id,
            target=f"{OFFICER}{code}",
            department=order.department,
            news=News.INFORMED,
            created_at=at,
            next_at=at,
            private=request.is_private,
        )
        ports.deliveries.plan(delivery)
        found = attempt(ports, delivery, send_to_officer)
        tried += [found] if found else []
    return tried


def sweep_officers(ports: Ports) -> list[Delivery]:
    """Inform those whose time has come, and try again where it failed."""
    return sweep(ports, [OFFICERS], send_to_officer)


def send_to_officer(ports: Ports, case: CaseFile, order: WorkOrder, delivery: Delivery) -> Sent:
    """By every channel of the officer's entry that there is an address for; `NotTaken` when no channel took it."""
    catalogue = ports.catalogue.current()
    code = delivery.target.removeprefix(OFFICER)
    officer = next((officer for officer in catalogue.officers if officer["code"] == code), None)
    contact = ports.contacts.officer(code) if officer else None
    if officer is None or contact is None:
        raise NotTaken("no_contact")
    language = contact.language or catalogue.default_language
    words = _words(ports, case, order, language)
    kind = "private" if case.request.is_private else "created"
    by, refusals = [], []
    for channel in officer["channels"]:
        try:
            if _tell(ports, channel, contact, kind, language, words):
                by.append(channel)
        except NotTaken as fault:
            refusals.append(fault)
    if not by:
        raise refusals[0] if refusals else NotTaken("no_contact")
    return Sent("+".join(by))


def _tell(ports: Ports, channel: str, contact: Contact, kind: str, language: str, words: dict[str, str]) -> bool:
    """False when the officer has no address for the channel."""
    catalogue = ports.catalogue.current()
    if channel == "sms" and contact.phone:
        ports.texts.send_text(contact.phone, catalogue.message(f"sms.officer.{kind}", language, **words))
        return True
    if channel == "email" and contact.email:
        subject = catalogue.message(f"mail.officer.{kind}.subject", language, **words)
        text = catalogue.message(f"mail.officer.{kind}.body", language, **words)
        ports.messenger.send(Mail(to=contact.email, subject=subject, text=text))
        return True
    return False


def _words(ports: Ports, case: CaseFile, order: WorkOrder, language: str) -> dict[str, str]:
    request = case.request
    catalogue = ports.catalogue.at(request.catalogue_version)
    return {
        "city": catalogue.text(catalogue.city["name"], language),
        "service_name": catalogue.text(catalogue.service(request.service_code).name, language),
        "service_request_id": request.id,
        "work_order_id": order.id,
        "title": catalogue.text(order.title, language),
        "due": due_text(catalogue, order.due_at),
        "link": f"{ports.public_url}/staff/#request/{request.id}",
    }
