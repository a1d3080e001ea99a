"""The suite can fail: a server that makes one known mistake is caught, by the name of the rule it breaks."""

import pytest
from georeport_conformance.run import Result, Verdict, run
from georeport_conformance.server import Server, Site
from georeport_conformance.stub.answers import KEY, KNOWN
from georeport_conformance.stub.server import running

SITE = Site(address="1 Main St")

#: The mistake of the stub, and a rule that must catch it.
CAUGHT_BY = {
    "application/xml": "wire.content_type_xml",
    "JSON of another type": "wire.content_type_json",
    "Accept decides the format": "wire.suffix_decides",
    "no XML declaration": "wire.xml_declaration",
    "type attributes in XML": "wire.xml_plain",
    "another XML root": "wire.xml_roots",
    "XML text is escaped twice": "wire.formats_agree",
    "a key to read": "wire.no_key_to_read",
    "empty parameters are an error": "wire.empty_is_absent",
    "any jurisdiction": "wire.jurisdiction_unknown",
    "JSON with a root": "services.bare_array",
    "one item without its array": "lists.one_is_an_array",
    "discovery without key_service": "discovery.fields",
    "endpoints as an object": "discovery.endpoint_fields",
    "foreign specification": "discovery.endpoint_fields",
    "discovery names another base": "discovery.url_answers",
    "endpoint newer than its document": "discovery.changeset_sorts",
    "endpoint of an unknown type": "discovery.endpoint_type",
    "formats without text/xml": "discovery.formats",
    "discovery under the base only": "discovery.at_the_root",
    "keywords as an array": "services.keywords_are_text",
    "numeric service_code": "services.code_is_text",
    "service type of its own": "services.type_is_known",
    "service without a group": "services.fields",
    "metadata as a word": "services.metadata_is_boolean",
    "a service listed twice": "services.codes_differ",
    "empty definition for unknown codes": "definitions.unknown_is_404",
    "no definition without metadata": "definitions.without_metadata",
    "required as a word": "definitions.booleans",
    "datatype of its own": "definitions.datatype_is_known",
    "numeric value keys": "definitions.lists_have_values",
    "one order for all": "definitions.order_counts",
    "one value as an object": "definitions.lists_have_values",
    "attribute without datatype_description": "definitions.attribute_fields",
    "definition without its attributes": "definitions.metadata_has_attributes",
    "definition of another code": "definitions.code_is_echoed",
    "statuses of its own": "lists.two_statuses",
    "lat and long as text": "lists.place_is_number",
    "media_url as an array": "lists.media_url_is_one",
    "agency as an object": "lists.agency_is_text",
    "times with fractions": "lists.times",
    "times without a zone": "lists.times",
    "misspelt address_id": "lists.fields",
    "numeric ids": "lists.id_is_text",
    "updated before requested": "lists.updated_follows",
    "ids do not override": "lists.ids_override",
    "only the first of several ids": "lists.ids_filter",
    "unknown ids are an error": "lists.unknown_ids_left_out",
    "oldest first": "lists.newest_first",
    "404 for an empty list": "lists.empty_list",
    "open ones by default": "lists.default_is_both",
    "any status is fine": "lists.unknown_status",
    "status is ignored": "lists.status_filter",
    "no lists of service codes": "lists.service_code_filter",
    "dates are ignored": "lists.between",
    "start after end is fine": "lists.start_before_end",
    "long windows are clipped": "lists.no_longer_than_90_days",
    "junk dates are ignored": "lists.junk_date",
    "no default window": "lists.last_90_days",
    "empty array for an unknown id": "single.unknown_is_404",
    "any token is known": "tokens.unknown_is_404",
    "errors always in JSON": "errors.asked_format",
    "errors as an object": "errors.asked_format",
    "errors as a page": "errors.unknown_path",
    "200 for errors": "errors.asked_format",
    "errors with a stack trace": "errors.plain_words",
    "error codes of its own": "errors.code_says_status",
    "no key needed": "refusals.key_missing",
    "400 for a missing key": "refusals.key_missing",
    "any key will do": "refusals.key_wrong",
    "400 for an unknown service": "refusals.service_code_unknown",
    "coordinates are a must": "posting.address_alone",
    "reports without a place": "refusals.no_location",
    "any coordinate is fine": "refusals.junk_coordinate",
    "descriptions of any length": "refusals.description_too_long",
    "one error at a time": "refusals.one_error_each",
    "required attributes are optional": "refusals.required_attribute",
    "errors that name nothing": "refusals.required_attribute",
    "any value will do": "refusals.value_not_in_list",
    "no brackets for several values": "posting.several_values",
    "repeats are refused": "posting.again",
    "the reporter is shown": "posting.person_optional",
    "text is escaped twice": "posting.any_text",
    "numbers that cannot be read": "posting.found_again",
    "id and token at once": "posting.taken",
    "201 for a report": "posting.success_is_200",
    "no multipart": "posting.multipart",
    "no charset in the content type": "posting.charset_named",
    "key in the form only": "posting.key_in_query",
}


def verdicts(mistake: str = "") -> list[Result]:
    with running(mistake) as url:
        return list(run(Server(url, KEY, site=SITE), write=True))


def test_a_server_without_mistakes_keeps_every_rule() -> None:
    assert [(one.rule.name, one.told) for one in verdicts() if one.verdict is not Verdict.HOLDS] == []


def test_every_mistake_of_the_stub_is_in_the_table() -> None:
    assert len(CAUGHT_BY) >= 30
    assert KNOWN - set(CAUGHT_BY) == set()


@pytest.mark.parametrize("mistake", CAUGHT_BY)
def test_a_mistake_is_caught_by_name(mistake: str) -> None:
    broken = {one.rule.name for one in verdicts(mistake) if one.verdict is Verdict.BROKEN}
    assert CAUGHT_BY[mistake] in broken
