"""Mail to the people who follow a case."""

from collections.abc import Iterator

from hex311.domain.catalogue import Catalogue
from hex311.domain.events import Event, EventName
from hex311.domain.follower import Follower, FollowerStatus
from hex311.ports import CaseFile, Mail, Ports
from hex311.usecases.views import event_text


def notify_followers(ports: Ports, case_id: str, version: int) -> int:
    """Send what one event calls for; returns how many mails went out.

    The event is read from the case, never from the message, so a repeated, reordered or forged message can at most
    ask for mail that is due. Each (case, event, follower) is claimed before it is sent and marked afterwards: it
    goes out once, or, when a worker dies between the two, is sent again after the claim has run out.
    """
    case = ports.cases.case_file(case_id)
    event = next((event for event in case.events if event.version == version), None) if case else None
    if case is None or event is None:
        return 0
    if event.name is EventName.FOLLOW_REQUESTED:
        follower = case.follower(str(event.data["follower_id"]))
        pending = follower and follower.status is FollowerStatus.PENDING
        return _send(ports, case, event, follower, case) if follower and pending else 0
    if not event.is_mailed:
        return 0
    sent, faults = 0, []
    told: set[str] = set()
    for home in family(ports, case):
        for follower in home.followers:
            if follower.status is not FollowerStatus.CONFIRMED:
                continue
            try:
                sent += _send(ports, case, event, follower, home, told)
            except Exception as fault:  # a mailbox that refuses must not silence the others
                faults.append(fault)
    if faults:
        raise ExceptionGroup("some mails could not be sent", faults)
    return sent


def family(ports: Ports, case: CaseFile) -> Iterator[CaseFile]:
    """The case and all that were merged into it, directly or through others: who follows those hears its news."""
    todo, seen = [case], {case.request.id}
    while todo:
        one = todo.pop()
        yield one
        for child in one.request.merged:
            found = ports.cases.case_file(child) if child not in seen else None
            if found and found.request.duplicate_of == one.request.id:
                todo.append(found)
            seen.add(child)


def _send(
    ports: Ports, case: CaseFile, event: Event, follower: Follower, home: CaseFile, told: set[str] | None = None
) -> int:
    """One mail about the case to a follower of `home`: the case itself, or one merged into it.

    `told` collects the mailboxes that have been told, so that who follows both hears it once.
    """
    contact = ports.contacts.read(home.request.id, f"FOLLOWER#{follower.id}")
    if contact is None or not contact.email or (told is not None and contact.email.lower() in told):
        return 0
    if told is not None:
        told.add(contact.email.lower())
    if not ports.cases.claim_mail(case.request.id, event.version, follower.id, ports.now()):
        return 0
    catalogue = ports.catalogue.at(case.request.catalogue_version)
    compose = _confirmation if event.name is EventName.FOLLOW_REQUESTED else _update
    mail = compose(ports, catalogue, case, event, follower, contact.email)
    try:
        ports.messenger.send(mail)
    except Exception:
        ports.cases.release_mail(case.request.id, event.version, follower.id)
        raise
    ports.cases.mail_sent(case.request.id, event.version, follower.id)
    return 1


def _confirmation(
    ports: Ports, catalogue: Catalogue, case: CaseFile, event: Event, follower: Follower, email: str
) -> Mail:
    token = ports.secrets.link_token("confirm", case.request.id, follower.id)
    words = _words(ports, catalogue, case, follower)
    # The token stands in the fragment: browsers never send it to a server, so no log can hold it.
    words["link"] = f"{ports.public_url}/confirm/#{token}"
    return Mail(
        to=email,
        subject=catalogue.message("mail.confirm.subject", follower.language, **words),
        text=catalogue.message("mail.confirm.body", follower.language, **words),
    )


def _update(ports: Ports, catalogue: Catalogue, case: CaseFile, event: Event, follower: Follower, email: str) -> Mail:
    # The way out leads to where they asked to follow: perhaps a case that was merged into this one.
    token = ports.secrets.link_token("leave", follower.case_id, follower.id)
    words = _words(ports, catalogue, case, follower)
    words["text"] = event_text(catalogue, case, event, follower.language)
    words["link"] = f"{ports.public_url}/request/#{case.request.id}{_key(ports, case, event, follower, email)}"
    words["unsubscribe_link"] = f"{ports.public_url}/leave/#{token}"
    status = str(event.data.get("status", case.request.status))
    words["status_text"] = catalogue.message(f"status.{status}", follower.language, **words)
    return Mail(
        to=email,
        subject=catalogue.message("mail.update.subject", follower.language, **words),
        text=catalogue.message("mail.update.body", follower.language, **words),
        unsubscribe_url=f"{ports.public_url}/api/v1/followers/unsubscribe?token={token}",
    )


def _key(ports: Ports, case: CaseFile, event: Event, follower: Follower, email: str) -> str:
    """What the link of a mail opens besides the page: the reporter may answer, and who follows may say "not fixed".

    A mailbox that has confirmed and is the reporter's gets the reporter's own link; those who follow the case itself
    the token that a page sends with "not fixed".
    """
    if event.name not in (EventName.RESIDENT_ASKED, EventName.REQUEST_CLOSED) or follower.case_id != case.request.id:
        return ""
    reporter = ports.contacts.read(case.request.id, "REPORTER")
    if reporter and reporter.email.lower() == email.lower():
        return f".{ports.secrets.follow_secret(case.request.id, case.request.salt)}"
    if event.name is EventName.REQUEST_CLOSED:
        return f"~{ports.secrets.link_token('leave', follower.case_id, follower.id)}"
    return ""


def _words(ports: Ports, catalogue: Catalogue, case: CaseFile, follower: Follower) -> dict[str, str]:
    request = case.request
    department = catalogue.department(request.department)["name"] if request.department else {"": ""}
    owner = catalogue.text(department, follower.language)
    service = catalogue.service(request.service_code)
    return {
        "city": catalogue.text(catalogue.city["name"], follower.language),
        "service_name": catalogue.text(service.name, follower.language),
        "service_request_id": request.id,
        "department": owner,
        "owner": owner,
    }
