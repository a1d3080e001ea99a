"""How the officers of the district are reached: read from a CSV file, kept in the contacts table under its own key.

The file stands beside the pack (`officers.contacts.csv`) or anywhere else; it never becomes part of the published
documents, which every function and, of some, everybody may read.
"""

import csv
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from hex311.adapters.dynamodb.codec import contact_document
from hex311.adapters.dynamodb.keys import OFFICER, officer_pk
from hex311.adapters.dynamodb.records import ContactRecord
from hex311.domain.follower import Contact
from hex311_cli.pack.problems import PackErrors, PackProblem

CONTACTS_FILE = "officers.contacts.csv"
_COLUMNS = ("code", "email", "phone", "language")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE = re.compile(r"\+[1-9][0-9]{6,14}")


def read_contacts(path: Path, officers: Iterable[Mapping[str, object]]) -> dict[str, Contact]:
    """Contacts by officer code; raises `PackErrors` for every line that cannot be used."""
    known = {str(officer["code"]) for officer in officers}
    found: dict[str, Contact] = {}
    problems: list[PackProblem] = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        if tuple(rows.fieldnames or ()) != _COLUMNS:
            mend = f"The first line must be: {','.join(_COLUMNS)}"
            raise PackErrors([PackProblem(path.name, 1, "These are not the columns of contacts.", mend)])
        for row in rows:
            problem = _problem({name: row[name] or "" for name in _COLUMNS}, known, found)
            if problem:
                problems.append(PackProblem(path.name, rows.line_num, *problem))
            else:
                found[row["code"]] = Contact(email=row["email"], phone=row["phone"], language=row["language"])
    if problems:
        raise PackErrors(problems)
    return found


def _problem(row: Mapping[str, str], known: set[str], found: Mapping[str, Contact]) -> tuple[str, str] | None:
    if row["code"] not in known:
        return f"There is no officer '{row['code']}' in officers.yaml.", "Add the officer there, or mend the code."
    if row["code"] in found:
        return f"'{row['code']}' is there twice.", "Keep one of the two."
    if row["email"] and not _EMAIL.fullmatch(row["email"]):
        return "This is not an e-mail address.", "Mend it, or leave the field empty."
    if row["phone"] and not _PHONE.fullmatch(row["phone"]):
        return "This is not a number to text to.", "Write it with the country's code and digits only: +14025550150."
    if not (row["email"] or row["phone"]):
        return "There is no address in this line.", "Give an e-mail address or a number."
    return None


def write_contacts(contacts: Mapping[str, Contact], before: Iterable[str]) -> None:
    """Store them (`use_tables` was called before); officers of `before` that have none now are forgotten."""
    for code, contact in contacts.items():
        ContactRecord(officer_pk(code), OFFICER, document=contact_document(contact)).save()
    for code in set(before) - set(contacts):
        ContactRecord(officer_pk(code), OFFICER).delete()
