"""Map layers as they are published: generations, each with one time of activation. No geometry here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

#: Of one file with a layer; its ticket says so to the store.
MOST_UPLOAD_BYTES = 500 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class PublishedLayer:
    """A layer in one version. `names` is by language; `since` (epoch seconds) is 0 where nobody noted it; `version` is
    the same for the same content. `border` says who answers on a border: all, lowest_id, or prefer."""

    id: str
    names: Mapping[str, str]
    features: int
    border: str
    public: bool
    version: str
    since: int = 0


@dataclass(frozen=True, slots=True)
class LayerGeneration:
    """What is in force from `active_from` (epoch seconds) on; `given` and `removed` are its changes, by layer id."""

    active_from: int
    extent: str
    layers: Sequence[PublishedLayer]
    given: Sequence[str] = ()
    removed: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class LayerTimeline:
    """The generation that stands and those that are announced, oldest first."""

    generations: Sequence[LayerGeneration] = ()

    def standing(self, at: int) -> LayerGeneration | None:
        return next((one for one in reversed(self.generations) if one.active_from <= at), None)

    def announced(self, at: int) -> list[LayerGeneration]:
        return [one for one in self.generations if one.active_from > at]
