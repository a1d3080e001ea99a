"""What a run found: a table for people, JUnit for machines."""

from collections.abc import Sequence
from xml.etree import ElementTree

from georeport_conformance.run import Result, Verdict

_SIGNS = {Verdict.HOLDS: "holds", Verdict.BROKEN: "BROKEN", Verdict.NOT_TESTED: "-"}


def table(results: Sequence[Result]) -> str:
    """One line a rule, and the sum."""
    width = max(len(result.rule.name) for result in results)
    lines = []
    for result in results:
        one = result.rule
        lines.append(f"{_SIGNS[result.verdict]:<7} {one.level:<6} {one.name:<{width}}  {one.sentence}")
        if result.told:
            lines.append(f"{'':<15}{result.told}")
    return "\n".join([*lines, "", summary(results)])


def summary(results: Sequence[Result]) -> str:
    count = {verdict: sum(result.verdict is verdict for result in results) for verdict in Verdict}
    broken_musts = sum(result.fails for result in results)
    tested = count[Verdict.HOLDS] + count[Verdict.BROKEN]
    share = 100 * count[Verdict.HOLDS] / tested if tested else 0.0
    return (
        f"{count[Verdict.HOLDS]} of {tested} tested rules hold ({share:.0f} %); {broken_musts} of the broken ones are "
        f"musts; {count[Verdict.NOT_TESTED]} were not tested"
    )


def junit(results: Sequence[Result], server: str) -> bytes:
    """The results as a JUnit document: a broken must is a failure, the rest of the untold is skipped."""
    suite = ElementTree.Element("testsuite", name=f"GeoReport v2: {server}", tests=str(len(results)))
    suite.set("failures", str(sum(result.fails for result in results)))
    suite.set("skipped", str(sum(result.verdict is not Verdict.HOLDS and not result.fails for result in results)))
    for result in results:
        case = ElementTree.SubElement(suite, "testcase", classname=result.rule.section, name=result.rule.name)
        if result.verdict is Verdict.HOLDS:
            continue
        kind = "failure" if result.fails else "skipped"
        ElementTree.SubElement(case, kind, message=_printable(result.told)).text = result.rule.sentence
    return ElementTree.tostring(suite, encoding="utf-8", xml_declaration=True)


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else "?" for character in text)
