"""Every key of every table, in one place (the access patterns stand in docs/data-model.md).

cases (one collection per case)
    CASE#<id>            META                        the service request
    CASE#<id>            SUMMARY                     what lists tell of it -> indexes `listed_by_*`
    CASE#<id>            EVENT#<version, 6 digits>   one event: timeline, audit, outbox
    CASE#<id>            WORK#<stage>.<code>         one work order        -> indexes `queue`, `watch`
    CASE#<id>            FOLLOWER#<follower id>      one follower
    CASE#<id>            SENT#<version>#<follower>   one mail, claimed or sent
    IDEMPOTENCY#<key>    IDEMPOTENCY                 what a key was used for
    CLOSER#<staff>       <time>#<case id>            one closing by this hand, for a day
    POSITIONS#<case id>  <work order>#<version>      where the crew stood at a step, until its time is over
    BULK#<id>            BULK                        a bulk action of staff, for retries and its undo
    TILE#<x>/<y>         <quad>#<case id>            what the map may show of a case, by z12 tile; quad: its z14 tile
    FEED#<yyyy-mm>       <second>#<position>         one public change, by when it was told
    FEED                 END                         where the change feed ends
    TOLD#<case id>       TOLD                        which version of a case was told last
contacts
    CASE#<id>            REPORTER | FOLLOWER#<id> | CALLER#<id>    personal data          -> index `by_contact`
    CASE#<id>            PHONE#<role>                nothing but the second look-up key of that contact
    CITY#<subject>       EVENT#<version, 6 digits>   one fact about the city, on its way to the bus
    OFFICER#<code>       OFFICER                     how an officer of the district is reached
nearby
    <group>#<cell>                                   packed open cases around a cell, with a version
    HOTSPOT#<cell>                                   the reports around a coarse cell: recent ones, and how many before
    HOTSPOTS#LIVE | HOTSPOTS#CITY                    the live hotspots; the counts of the whole city
overlay                  <cell>, active_from         all layers' answers for a cell
catalogue                PACK / PACK#<version>       pointer and documents of the published city packs
    API_KEYS             <hash of the key>           a key of an app maker
    PUBLICATIONS         <second>#<version>          a publication: who let which version stand
    VIEWS#<owner>        VIEWS                       the saved views of a person or a department, with a version
limits                   <kind>#<hmac>               counters of fixed windows
    LOOKING#<case id>                                who of the staff looks at a case just now, for a minute
deliveries
    CASE#<id>                DELIVERY#<version>#<work order>#<target>    -> index `outbox`
    TARGET#<target>          CIRCUIT                 how a target has answered lately
    LINK#<token hash>        LINK                    what the holder of a mailed link may answer for
    TAKEN#<department>#<id>  TAKEN                   a signed call that was taken
photos                   <photo id>                  one photo: its state, its case, where its files lie
places
    CATEGORIES               CATEGORIES              which categories of places there are
    DIRECTORY#<category>     DIRECTORY               a category's leaves, and the boxes around them
    <category>#<cell>        <version>               a leaf: packed places, never changed
audit
    MONTH#<yyyy-mm>          <second>#<entry id>     one administrative action -> indexes `by_person`, `by_case`
insights
    <layer>#<year>       <area>#<type>#<period>      counters of an area, a type, and a month (whole city: a day)
    CASE#<id>            COUNTED                     what a case was last counted as -> indexes `open`, `cases_by_*`
    MODEL                <type>                      how long such cases take; `*` names the last run
    INFORMATION#<year>   <topic>#<language>#<mm>     calls that asked something, one counter for each day
"""

from hex311.domain.contribution import escaped
from hex311.domain.public_change import Mark

META = "META"
SUMMARY = "SUMMARY"
EVENT_PREFIX = "EVENT#"
WORK_PREFIX = "WORK#"
FOLLOWER_PREFIX = "FOLLOWER#"
SENT_PREFIX = "SENT#"
IDEMPOTENCY = "IDEMPOTENCY"
BULK = "BULK"

HOTSPOTS_LIVE = "HOTSPOTS#LIVE"
HOTSPOTS_CITY = "HOTSPOTS#CITY"
CITY_PREFIX = "CITY#"

FEED = "FEED"
FEED_END = "END"
TOLD = "TOLD"

API_KEYS = "API_KEYS"
PUBLICATIONS = "PUBLICATIONS"
VIEWS = "VIEWS"
CATEGORIES = "CATEGORIES"
DIRECTORY = "DIRECTORY"

COUNTED = "COUNTED"
MODEL = "MODEL"

INFORMATION = "INFORMATION"

OPEN_INDEX = "open"
BY_OPENED_INDEX = "cases_by_opened"
BY_CLOSED_INDEX = "cases_by_closed"
OFFICER = "OFFICER"
DELIVERY_PREFIX = "DELIVERY#"
CIRCUIT = "CIRCUIT"
LINK = "LINK"
TAKEN = "TAKEN"

AUDIT_PERSON_INDEX = "by_person"
AUDIT_CASE_INDEX = "by_case"

OUTBOX_INDEX = "outbox"
QUEUE_INDEX = "queue"
WATCH_INDEX = "watch"
CONTACT_INDEX = "by_contact"
PHONE_PREFIX = "PHONE#"


def case_pk(case_id: str) -> str:
    return f"CASE#{case_id}"


def event_sk(version: int) -> str:
    return f"{EVENT_PREFIX}{version:06d}"


def work_sk(work_order_id: str) -> str:
    return f"{WORK_PREFIX}{work_order_id}"


def follower_sk(follower_id: str) -> str:
    return f"{FOLLOWER_PREFIX}{follower_id}"


def sent_sk(version: int, follower_id: str) -> str:
    return f"{SENT_PREFIX}{version:06d}#{follower_id}"


def positions_pk(case_id: str) -> str:
    """No part of the case's own collection: whoever reads a case reads none of it."""
    return f"POSITIONS#{case_id}"


def position_prefix(work_order_id: str) -> str:
    return f"{work_order_id}#"


def position_sk(work_order_id: str, version: int) -> str:
    return f"{position_prefix(work_order_id)}{version:06d}"


def idempotency_pk(key: str) -> str:
    return f"IDEMPOTENCY#{key}"


def bulk_pk(bulk_id: str) -> str:
    return f"{BULK}#{bulk_id}"


def tile_pk(tile: str) -> str:
    return f"TILE#{tile}"


def tile_sk(quad: str, case_id: str) -> str:
    """Sorted by z14 tile, so that the tiles below a z12 tile are pieces of what one query answers."""
    return f"{quad}#{case_id}"


def queue_pk(department: str, status: str) -> str:
    return f"QUEUE#{department}#{status}"


def queue_sk(due_at: int | None, case_id: str, work_order_id: str) -> str:
    """By due time; work that nothing is promised of comes last."""
    return f"{due_at if due_at is not None else 9_999_999_999:010d}#{case_id}#{work_order_id}"


def looking_key(case_id: str) -> str:
    return f"LOOKING#{case_id}"


def hotspot_key(cell: str) -> str:
    return f"HOTSPOT#{cell}"


def city_event_pk(subject: str) -> str:
    return f"{CITY_PREFIX}{subject}"


#: Before every key that begins with a time.
NOTHING = "0"

#: All clocks of the city stand in one partition: a thousand of them may move each second before AWS slows it down.
WATCH_PK = "WATCH"


def watch_sk(at: int, case_id: str, work_order_id: str) -> str:
    """By the second from which the escalation sweep has to look."""
    return f"{at:010d}#{case_id}#{work_order_id}"


def before_second(at: int) -> str:
    """Behind every key of an index by time that is of an earlier second, before those of this one."""
    return f"{at:010d}#"


def behind(key: str) -> str:
    """The first key that can come after this one."""
    return f"{key} "


def attention_pk(kind: str, department: str) -> str:
    """What somebody must look at: `asked`, `checks` or `flags`; in the index `queue`, beside the work orders."""
    return f"{kind.upper()}#{department}"


def attention_sk(at: int, case_id: str) -> str:
    return f"{at:010d}#{case_id}"


def closer_pk(staff: str) -> str:
    """The closings of one staff member."""
    return f"CLOSER#{staff}"


def feed_pk(month: str) -> str:
    return f"{FEED}#{month}"


def feed_sk(mark: Mark) -> str:
    """By the second in which it was told, which is the order of positions too."""
    return f"{mark.at:010d}#{mark.position:010d}"


def told_pk(case_id: str) -> str:
    return f"{TOLD}#{case_id}"


def views_pk(owner: str) -> str:
    """`person:<subject>` or `department:<code>`."""
    return f"{VIEWS}#{owner}"


def directory_key(category: str) -> str:
    return f"{DIRECTORY}#{category}"


def counters_pk(layer: str, year: str) -> str:
    return f"{layer}#{year}"


def counters_sk(area: str, code: str, period: str) -> str:
    """`period` is a month or a day (`2026-11`, `2026-11-22`); the year stands in the partition."""
    return f"{escaped(area)}#{code}#{period[5:]}"


def information_pk(year: str) -> str:
    return f"{INFORMATION}#{year}"


def information_sk(topic: str, language: str, month: str) -> str:
    """`month` as `2026-11`."""
    return f"{topic}#{language}#{month[5:]}"


def phone_sk(role: str) -> str:
    """The second look-up key of a contact that has an e-mail address and a number; nothing else stands there."""
    return f"{PHONE_PREFIX}{role}"


def contact_role(sk: str) -> str:
    """The role that an item of the look-up index belongs to."""
    return sk.removeprefix(PHONE_PREFIX)


def officer_pk(code: str) -> str:
    return f"{OFFICER}#{code}"


def delivery_sk(version: int, work_order_id: str, target: str) -> str:
    return f"{DELIVERY_PREFIX}{version:06d}#{work_order_id}#{target}"


def outbox_pk(line: str, state: str) -> str:
    return f"{line}#{state}"


def outbox_sk(at: int | None, delivery_id: str) -> str:
    """By the next attempt, or by the end; what is not tried any more comes last."""
    return f"{at if at is not None else 9_999_999_999:010d}#{delivery_id}"


def target_pk(target: str) -> str:
    return f"TARGET#{target}"


def link_pk(token_hash: str) -> str:
    return f"{LINK}#{token_hash}"


def taken_pk(department: str, message_id: str) -> str:
    return f"{TAKEN}#{department}#{message_id}"


def audit_pk(month: str) -> str:
    return f"MONTH#{month}"


def audit_sk(at: int, entry_id: str) -> str:
    return f"{at:010d}#{entry_id}"


def publication_sk(at: int, version: str) -> str:
    return f"{at:010d}#{version}"
