"""A checked city pack and its compiled documents."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from hex311.domain.place import CategoryKind, Place
from hex311_cli.pack.check_basemap import check_basemap, read_basemap_files
from hex311_cli.pack.check_city import check_city, check_departments
from hex311_cli.pack.check_officers import check_officers
from hex311_cli.pack.check_places import check_my_city, check_place_kinds, my_city_document
from hex311_cli.pack.check_processes import check_processes, unused_processes
from hex311_cli.pack.check_services import check_services
from hex311_cli.pack.check_walks import check_walks
from hex311_cli.pack.points import read_addresses, read_places
from hex311_cli.pack.problems import PackErrors, PackProblem
from hex311_cli.pack.raw import RawPack
from hex311_cli.pack.read import read_folder
from hex311_cli.pack.texts import check_articles, check_messages, check_texts, missing_translations, translated


@dataclass(frozen=True)
class Pack:
    """A city pack without errors. `notes` are things worth knowing that do not stop a publication."""

    folder: Path
    notes: tuple[PackProblem, ...]
    _raw: RawPack

    def documents(self) -> dict[str, Any]:
        """The compiled documents: city, departments, officers, groups, services, processes, layers, places, my_city,
        messages, knowledge.

        Optional keys of services, work orders and layers are filled in, so readers need no defaults of their own.
        """
        raw = self._raw
        groups = sorted(raw.groups.items(), key=lambda item: (item[1].data.get("order", 1_000), item[0]))
        return {
            "city": {"featured": [], **raw.city.data, "translated": translated(raw)},
            "departments": {code: {"bureaus": [], **d.data} for code, d in raw.departments.items()},
            "officers": [dict(officer.data) for officer in raw.officers.values()],
            "groups": {code: dict(group.data) for code, group in groups},
            "services": {code: _service(raw, code) for code in _in_order_of(raw, [code for code, _ in groups])},
            "processes": {code: _process(process.data) for code, process in raw.processes.items()},
            "layers": {code: {"attributes": [], **layer.data} for code, layer in raw.layers.items()},
            "places": {code: dict(category.data) for code, category in raw.place_categories.items()},
            "my_city": my_city_document(raw),
            "messages": {language: dict(raw.messages[language].data) for language in sorted(raw.messages)},
            "knowledge": {
                language: {slug: {**a.front.data, "body": a.body} for slug, a in sorted(articles.items())}
                for language, articles in sorted(raw.articles.items())
            },
        }

    def content_hash(self) -> str:
        """SHA-256 (hex) of the compiled documents: the same content gives the same hash on every machine."""
        text = json.dumps(self.documents(), ensure_ascii=False, sort_keys=False, separators=(",", ":"))
        return sha256(text.encode()).hexdigest()

    def layer_files(self, layer: str) -> list[Path]:
        """The path of a layer's file; none for a layer on a server."""
        data = self._raw.layers[layer].data
        return [self.folder / "layers" / str(data["file"])] if "file" in data else []

    def places(self) -> dict[str, tuple[CategoryKind, list[Place]]]:
        """The facilities and assets by category, with the kind of each; read anew from their files."""
        from hex311_cli.places.pack_places import places_of_pack

        return places_of_pack(self.folder, self._raw.kinds_of_places)[0]

    def summary(self) -> dict[str, int]:
        """How much is in the pack, by kind."""
        raw = self._raw
        departments = [d.data for d in raw.departments.values()]
        bureaus = [b for d in departments for b in d.get("bureaus", ())]
        stages = [stage for process in raw.processes.values() for stage in process.data.get("stages", ())]
        orders = [work for stage in stages for work in stage.get("work_orders", ())]
        return {
            "languages": len(raw.languages),
            **{f"texts ({language}), percent": share for language, share in translated(raw).items()},
            "departments": sum(d["kind"] == "city" for d in departments),
            "bureaus": len(bureaus),
            "divisions": sum(len(b.get("divisions", ())) for b in bureaus),
            "outside owners": sum(d["kind"] == "outside" for d in departments),
            "officers of the district": len(raw.officers),
            "service groups": len(raw.groups),
            "service types": len(raw.services),
            "questions": sum(len(s.data.get("questions", ())) for s in raw.services.values()),
            "processes": len(raw.processes),
            "work orders in them": len(orders),
            "layers": len(raw.layers),
            "features": sum(facts.features for facts in raw.layer_facts.values()),
            "vertices": sum(facts.vertices for facts in raw.layer_facts.values()),
            "addresses": raw.addresses,
            "places": raw.places,
            "assets": raw.assets,
            **{f"articles ({lang})": len(raw.articles.get(lang, {})) for lang in raw.languages},
        }


def _in_order_of(raw: RawPack, groups: list[str]) -> list[str]:
    """The service codes by group, then as they stand in the group's file."""
    return sorted(raw.group_of, key=lambda code: groups.index(raw.group_of[code]))


def _service(raw: RawPack, code: str) -> dict[str, Any]:
    data = dict(raw.services[code].data)
    defaults: dict[str, Any] = {"questions": [], "stoppers": [], "photo": "none", "process": None, "sla": None}
    service = {"group": raw.group_of[code], **defaults, "redirect": None, **data}
    if isinstance(data["duplicates"], Mapping):
        service["duplicates"] = {"same_answers": [], **data["duplicates"]}
    return service


def _process(data: Mapping[str, Any]) -> dict[str, Any]:
    stages = []
    for stage in data.get("stages", ()):
        orders = [{"unit": None, "crew": None, "when": None, **work} for work in stage.get("work_orders", ())]
        stages.append({**stage, "work_orders": orders} if orders else dict(stage))
    return {**data, "stages": stages}


def load_pack(folder: Path | str, *, geodata: bool = True) -> Pack:
    """Reads and checks the city pack in `folder`; raises `PackErrors` with every problem found.

    With `geodata=False` layers, places and addresses are not opened (only the layers' files must exist): enough to
    compile documents, and quick.
    """
    raw = read_folder(Path(folder))
    problems = _read_geodata(raw) if geodata else _missing_layers(raw)
    for check in (
        check_city,
        check_basemap,
        check_departments,
        check_officers,
        check_services,
        check_processes,
        check_texts,
        check_messages,
        check_articles,
        check_my_city,
    ):
        problems += check(raw)
    # conditions can be tried out only when all of them are sound
    problems = problems or list(check_walks(raw))
    if problems:
        raise PackErrors(problems)
    notes = [*missing_translations(raw), *unused_processes(raw)]
    return Pack(raw.folder, tuple(sorted(notes)), raw)


def _read_geodata(raw: RawPack) -> list[PackProblem]:
    from hex311_cli.pack.geodata import read_layer  # late: it brings the geometry libraries, a second's worth
    from hex311_cli.places.pack_places import far_away, places_of_pack

    box = raw.city.data["bbox"]
    problems: list[PackProblem] = []
    for code, layer in raw.layers.items():
        facts, wrong = read_layer(layer, raw.folder, box)
        problems += wrong
        if facts:
            raw.layer_facts[code] = facts
    raw.places, wrong = read_places(raw.folder, box)
    problems += wrong
    if not wrong:
        found, wrong = places_of_pack(raw.folder, raw.kinds_of_places)
        problems += [*wrong, *far_away(found, box)]
        raw.place_kinds = {code: kind for code, (kind, _) in found.items()}
        raw.assets = sum(len(held) for kind, held in found.values() if kind == "asset")
        problems += check_place_kinds(raw)
    raw.addresses, wrong = read_addresses(raw.folder, box)
    return [*problems, *wrong, *read_basemap_files(raw.folder, box)]


def _missing_layers(raw: RawPack) -> list[PackProblem]:
    return [
        layer.problem(("file",), f"There is no file layers/{layer.data['file']}.", "Add it, or mend the name.")
        for layer in raw.layers.values()
        if "file" in layer.data and not (raw.folder / "layers" / layer.data["file"]).exists()
    ]
