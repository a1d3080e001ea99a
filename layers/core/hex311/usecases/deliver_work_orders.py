"""Bring work orders to departments that do not work in the staff app: by mail, or by a signed call of their system."""

import json
from secrets import token_urlsafe

from hex311.domain.catalogue import Document
from hex311.domain.delivery import DAY_S, MINUTE_S, Delivery, News, WorkLink
from hex311.domain.events import Event
from hex311.domain.secrets import hash_secret
from hex311.domain.signature import sign
from hex311.domain.work_order import WorkOrder
from hex311.domain.work_order_news import news_of
from hex311.ports import CaseFile, Mail, NotTaken, Ports
from hex311.usecases.attempt_delivery import Sent, attempt, sweep
from hex311.usecases.file_elsewhere import file_there, look_there
from hex311.usecases.work_order_message import work_order_event, work_order_words

LINK_S = 90 * DAY_S


def deliver_work_orders(ports: Ports, case_id: str, version: int) -> list[Delivery]:
    """Tell the departments what one event means for them; returns what was tried.

    The event is read from the case, never from the message. What cannot be sent now is taken up by the sweep.
    """
    case = ports.cases.case_file(case_id)
    event = next((event for event in case.events if event.version == version), None) if case else None
    if case is None or event is None or event.is_history:
        return []
    tried: list[Delivery] = []
    for delivery in deliveries_of(ports, case, event):
        ports.deliveries.plan(delivery)
        found = attempt(ports, delivery, send_to_department)
        tried += [found] if found else []
    return tried


def deliveries_of(ports: Ports, case: CaseFile, event: Event) -> list[Delivery]:
    catalogue, found = ports.catalogue.current(), []
    for order, department, news in news_of(event, case.work_orders):
        kind = catalogue.delivery(department)["kind"]
        # A mailbox reads what it got and what it lost; the steps between are for systems.
        if kind == "queue" or (kind == "email" and news is News.UPDATED):
            continue
        # GeoReport v2 has a word for filing only, and what is filed is published there.
        if kind == "open311" and (news is not News.CREATED or case.request.is_private):
            continue
        found.append(
            Delivery(
                case_id=case.request.id,
                version=event.version,
                work_order_id=order.id,
                target=department,
                department=department,
                news=news,
                created_at=ports.now(),
                next_at=ports.now(),
                private=case.request.is_private,
            )
        )
    return found


def sweep_deliveries(ports: Ports) -> list[Delivery]:
    """Try again what is due. Once an hour also for departments that read the queue by now: what they were still owed
    is settled by that."""
    catalogue = ports.catalogue.current()
    all_of_them = ports.now() // MINUTE_S % 60 == 0
    lines = [
        department
        for department in catalogue.documents["departments"]
        if all_of_them or catalogue.delivery(department)["kind"] != "queue"
    ]
    return sweep(ports, lines, send_to_department)


def send_to_department(ports: Ports, case: CaseFile, order: WorkOrder, delivery: Delivery) -> Sent:
    way = ports.catalogue.current().delivery(delivery.department)
    if delivery.is_following:
        return look_there(ports, case, order, delivery, way)
    if way["kind"] == "open311":
        return file_there(ports, case, order, delivery, way)
    if way["kind"] == "webhook":
        return _call(ports, case, order, delivery, way)
    if way["kind"] == "email":
        return _mail(ports, case, order, delivery, way)
    # The department reads the queue of the staff app by now, where the work order stands anyway.
    return Sent()


def _call(ports: Ports, case: CaseFile, order: WorkOrder, delivery: Delivery, way: Document) -> Sent:
    now = ports.now()
    keys = ports.webhook_keys.valid(delivery.target, now)
    if not keys:
        raise NotTaken("no_signing_key")
    document = work_order_event(ports, case, order, delivery)
    body = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "hex311",
        "webhook-id": delivery.id,
        "webhook-timestamp": str(now),
        "webhook-signature": sign(keys, delivery.id, now, body),
    }
    answer = ports.webhooks.post(str(way["url"]), headers, body)
    return Sent("webhook", acknowledged=_says_acknowledged(answer))


def _says_acknowledged(answer: bytes) -> bool:
    try:
        told = json.loads(answer)
    except (ValueError, RecursionError):
        return False
    return isinstance(told, dict) and told.get("acknowledged") is True


def _mail(ports: Ports, case: CaseFile, order: WorkOrder, delivery: Delivery, way: Document) -> Sent:
    catalogue = ports.catalogue.current()
    language = str(way.get("language", catalogue.default_language))
    words = work_order_words(ports, ports.catalogue.at(case.request.catalogue_version), case, order, delivery, language)
    kind = "private" if case.request.is_private else str(delivery.news)
    if delivery.news is News.WITHDRAWN:
        kind = "withdrawn"
    elif case.request.is_private:
        # A mailbox is no place for private matters, and a link is as good as what it opens.
        words["link"] = f"{ports.public_url}/staff/#request/{case.request.id}"
    else:
        words["link"] = f"{ports.public_url}/work/#{_new_link(ports, order)}"
    ports.messenger.send(
        Mail(
            to=str(way["to"]),
            subject=catalogue.message(f"mail.work_order.{kind}.subject", language, **words),
            text=catalogue.message(f"mail.work_order.{kind}.body", language, **words),
        )
    )
    return Sent("email")


def _new_link(ports: Ports, order: WorkOrder) -> str:
    """A token for this work order and nothing else; only its hash is kept."""
    token = token_urlsafe(24)
    link = WorkLink(order.case_id, order.id, order.department, order.created_at, ports.now() + LINK_S)
    ports.deliveries.add_link(hash_secret(token), link)
    return token
