"""Every process is proved: a broken one is told with its file, its line and how to mend it."""

from pathlib import Path

import pytest

from hex311_cli.pack import PackErrors, load_pack
from hex311_cli.pack.problems import PackProblem

FILE = "processes/streets.yaml"
SOUND = """\
code: pothole_repair
stages:
  - code: look
    work_orders:
      - code: inspect
        title: {en: Look at it}
        department: streets
        sla: {working_days: 1}
        outcomes:
          - {code: hole, status: done, text: {en: There is a hole.}}
          - {code: nothing, status: could_not_be_done, text: {en: We found nothing.}, then: end}
  - code: patience
    wait: {days: 7}
    text: {en: The owner has seven days.}
  - code: mend
    work_orders:
      - code: fill
        title: {en: Fill it}
        department: streets
        sla: {working_days: 5}
        when: {outcome: inspect, equals: hole}
        outcomes:
          - {code: filled, status: done, text: {en: The hole is filled.}}
"""

HOLE, WHEN = "status: done, text: {en: There is a hole.}", "{outcome: inspect, equals: hole}"
#: text to replace, by what, the line of the problem, what it says, how to mend it
BROKEN = [
    (
        "then: end",
        "then: start",
        11,
        "'start', which is not a later stage",
        "end",
    ),
    (
        "then: end",
        "then: look",
        11,
        "'look', which is not a later stage",
        "end",
    ),
    (
        HOLE,
        "status: done, text: {en: A hole.}, then: end",
        12,
        "No way leads to the waiting period 'patience'",
        "remove",
    ),
    (
        HOLE,
        "status: done, text: {en: A hole.}, then: end",
        15,
        "No way leads to the stage 'mend'",
        "earlier 'then'",
    ),
    (
        WHEN,
        "{outcome: inspect, equals: nothing}",
        15,
        "No way leads to the stage 'mend'",
        "Change",
    ),
    (
        WHEN,
        "{all: [{answer: size, equals: small}, {answer: size, equals: large}]}",
        15,
        "No way leads",
        "Change",
    ),
    (
        "department: streets\n        sla: {working_days: 5}",
        "department: street\n        sla: {working_days: 5}",
        19,
        "no department 'street'",
        "'streets'",
    ),
    (
        "text: {en: There is a hole.}",
        "text: {}",
        10,
        "'stages[1].work_orders[1].outcomes[1].text' is {}",
        "Text per language",
    ),
    (
        "wait: {days: 7}",
        "wait: {days: 700}",
        13,
        "700",
        "180",
    ),
    (
        "wait: {days: 7}",
        "wait: {}",
        13,
        "is {}",
        "",
    ),
    (
        "    text: {en: The owner has seven days.}\n",
        "",
        12,
        "none of the kinds",
        "work_orders, or wait with the text",
    ),
    (
        "stages:\n",
        "closes: {code: told, status: done, text: {en: Told.}}\nstages:\n",
        1,
        "two at once",
        "either stages",
    ),
    (
        WHEN,
        "{beneath: sewer, present: true}",
        21,
        "not a category of assets",
        "",
    ),
    (
        WHEN,
        "{asset: sewer, present: true}",
        21,
        "not a category of assets",
        "",
    ),
    (
        WHEN,
        '{season: {from: "02-30", to: "03-31"}}',
        21,
        "no day '02-30'",
        "MM-DD",
    ),
    (
        WHEN,
        "{season: {from: winter, to: spring}}",
        21,
        '"winter"',
        "MM-DD",
    ),
]


def problems_of(folder: Path) -> tuple[PackProblem, ...]:
    with pytest.raises(PackErrors) as caught:
        load_pack(folder, geodata=False)
    return caught.value.problems


@pytest.fixture
def sound(millbrook: Path) -> Path:
    (millbrook / FILE).write_text(SOUND)
    return millbrook


def test_the_sound_one_is_sound(sound: Path) -> None:
    assert load_pack(sound, geodata=False).notes == ()


@pytest.mark.parametrize(("old", "new", "line", "problem", "mend"), BROKEN)
def test_a_broken_process_is_told(sound: Path, old: str, new: str, line: int, problem: str, mend: str) -> None:
    assert old in SOUND
    (sound / FILE).write_text(SOUND.replace(old, new, 1))
    found = problems_of(sound)
    told = [p for p in found if (p.file, p.line) == (FILE, line) and problem in p.problem and mend in p.mend]
    assert told, "\n".join(map(str, found))


def test_an_outcome_is_told_in_every_language(sound: Path) -> None:
    city = sound / "city.yaml"
    city.write_text(city.read_text().replace("languages: [en]", "languages: [en, es]"))
    told = [p for p in problems_of(sound) if p.file == FILE]
    assert [p.line for p in told] == [10, 11, 14, 23]
    assert all("no sentence for the public in 'es'" in p.problem and p.mend == "Add es: ..." for p in told)


def test_a_work_order_that_nothing_calls_for_is_told(sound: Path) -> None:
    second = SOUND[SOUND.index("      - code: fill") :].replace("fill\n", "fence\n").replace("hole}", "nothing}")
    (sound / FILE).write_text(SOUND + second)
    (problem,) = problems_of(sound)
    assert problem.line == 24
    assert "Nothing ever calls for the work order 'fence'" in problem.problem


def test_information_only_needs_no_work(sound: Path) -> None:
    (sound / FILE).write_text("code: pothole_repair\ncloses: {code: told, status: done, text: {en: We told you.}}\n")
    assert load_pack(sound, geodata=False).summary()["work orders in them"] == 0


def test_a_season_and_an_asset_are_for_processes_only(sound: Path) -> None:
    services = sound / "services/streets.yaml"
    text = services.read_text()
    for condition in ('{season: {from: "01-01", to: "02-01"}}', "{asset: hydrant, present: true}"):
        services.write_text(text.replace("        values:", f"        when: {condition}\n        values:", 1))
        assert any("Only the conditions of a process" in p.problem for p in problems_of(sound))
