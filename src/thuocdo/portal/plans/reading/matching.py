"""Which units and groups a body's name means on the plan's day; in words in ``docs/methods/assigning.md``."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from thuocdo.portal.organizations.models import Kind
from thuocdo.portal.plans.models import Match
from thuocdo.portal.plans.reading.names import body_key, pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_GROUPS: Final = (
    (re.compile(r"so( ban)? nganh( tinh| cap tinh| thuoc ubnd tinh| cua tinh)?"), (Kind.DEPARTMENT,)),
    (re.compile(r"co quan chuyen mon( cap tinh| thuoc ubnd tinh)?"), (Kind.DEPARTMENT,)),
    (re.compile(r"(ubnd )?(cap xa|xa phuong( dac khu| thi tran)?|xa|phuong)"), (Kind.COMMUNE,)),
    (re.compile(r"co quan don vi dia phuong( tren dia ban tinh)?"), (Kind.DEPARTMENT, Kind.COMMUNE)),
)
"""Words that name a whole group of units, with its kinds."""
_GONE_GROUPS: Final = re.compile(r"ubnd (cap huyen|huyen|huyen thi xa thanh pho|huyen thanh pho)")
"""There are no districts since 1 July 2025; communes do their work."""
_ALL_LEVELS: Final = re.compile(r"ubnd (cap|hai cap|02 cap|2 cap)")
"""Committees of every level: the communes' among them, and the province's own, which issued the plan."""
_OUTSIDE: Final = re.compile(
    r"\b(nganh doc|mttq|hdnd|doan dbqh|tinh uy|tinh doan|dang uy|cong an|bo chi huy quan su|buu dien|vien thong|vnpt"
    r"|dien luc|cap nuoc|nuoc sach|cong ty|thue tinh|cuc thue|hai quan|kho bac|thong ke tinh|bao hiem xa hoi|ngan hang"
    r"|toa an|vien kiem sat|thi hanh an|doanh nghiep|lien minh hop tac xa|doan thanh nien"
    r"|lien doan lao dong|hoi (cuu chien binh|nong dan|lien hiep phu nu|phu nu|chu thap do))\b"
)
"""The Front and its members, the assembly, the party, bodies of the ministries' own lines, enterprises."""
_UNNAMED: Final = re.compile(
    r".*\b(lien quan|duoc kiem tra|duoc giao)\b.*"
    r"|(co quan|don vi|co so|to chuc|truong|benh vien|dia phuong|thon|to dan pho|chu dau tu|thanh vien)( .*)?"
)
_SUGGESTIONS: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A unit that a name may mean."""

    pk: int
    names: tuple[str, ...]
    here: bool
    """It exists on the plan's day."""
    became: tuple[int, ...] = ()
    """For one that is gone: the units that took over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a name means: units and groups by their keys in the database, empty where nobody is assigned."""

    match: Match
    units: tuple[int, ...] = ()
    groups: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is known of one name: its meaning, and what may be proposed where a person must say it."""

    meaning: Meaning
    proposed: Meaning = field(default_factory=lambda: Meaning(match=Match.UNKNOWN))


@dataclass(frozen=True, slots=True)
class Directory:
    """Everything that names can mean on one day."""

    by_name: Mapping[str, tuple[Candidate, ...]]
    groups: Mapping[Kind, int]
    aliases: Mapping[str, Meaning]
    own: int | None = None
    """For the plan of a unit: the unit, which stands behind every name that means nobody else."""

    @classmethod
    def of(
        cls, candidates: Iterable[Candidate], *, groups: Mapping[Kind, int], aliases: Mapping[str, Meaning]
    ) -> Directory:
        """Return a directory of units by every name they go by."""
        found: dict[str, list[Candidate]] = defaultdict(list)
        for candidate in candidates:
            for key in dict.fromkeys(body_key(name) for name in candidate.names):
                found[key].append(candidate)
        return cls({key: tuple(units) for key, units in found.items()}, groups, aliases)

    def answer(self, text: str) -> Answer:
        """Return what a name means; what people said before wins over what the words say."""
        known = self.aliases.get(body_key(text))
        if known is not None:
            return Answer(meaning=known)
        found = _joined([self._one(piece) for piece in pieces(text)])
        if self.own is not None and found.meaning.match in {Match.UNKNOWN, Match.UNNAMED}:
            return Answer(meaning=Meaning(match=Match.UNITS, units=(self.own,)))
        return found

    def of_unit(self, unit: int, *, names: Iterable[str], aliases: Mapping[str, Meaning]) -> Directory:
        """Return what names mean in the plan of one unit: its own names first, its own parts where nobody else."""
        itself = Meaning(match=Match.UNITS, units=(unit,))
        said = {body_key(name): itself for name in names} | dict(aliases)
        return Directory(self.by_name, self.groups, said, own=unit)

    def _one(self, text: str) -> Answer:
        key = body_key(text)
        known = self.aliases.get(key)
        return (Answer(meaning=known) if known else None) or self._unit(key) or self._by_words(key)

    def _by_words(self, key: str) -> Answer:
        """Return what the words of a name say, where it is no unit's name."""
        for pattern, kinds in _GROUPS:
            if pattern.fullmatch(key) and all(kind in self.groups for kind in kinds):
                return Answer(meaning=Meaning(match=Match.UNITS, groups=tuple(self.groups[kind] for kind in kinds)))
        if (gone := _GONE_GROUPS.match(key)) or _ALL_LEVELS.fullmatch(key):
            communes = tuple(self.groups[kind] for kind in (Kind.COMMUNE,) if kind in self.groups)
            match = Match.GONE if gone else Match.UNKNOWN
            return Answer(meaning=Meaning(match=match), proposed=Meaning(match=Match.UNITS, groups=communes))
        if _OUTSIDE.search(key):
            return Answer(meaning=Meaning(match=Match.OUTSIDE))
        if _UNNAMED.fullmatch(key):
            return Answer(meaning=Meaning(match=Match.UNNAMED))
        return Answer(meaning=Meaning(match=Match.UNKNOWN), proposed=self._near(key))

    def _unit(self, key: str) -> Answer | None:
        found = self.by_name.get(key, ())
        here = tuple(candidate.pk for candidate in found if candidate.here)
        if len(here) == 1:
            return Answer(meaning=Meaning(match=Match.UNITS, units=here))
        if here:
            return Answer(meaning=Meaning(match=Match.UNKNOWN), proposed=Meaning(match=Match.UNITS, units=here))
        if found:
            became = tuple(dict.fromkeys(pk for candidate in found for pk in candidate.became))
            return Answer(meaning=Meaning(match=Match.GONE), proposed=Meaning(match=Match.UNITS, units=became))
        return None

    def _near(self, key: str) -> Meaning:
        near = difflib.get_close_matches(key, self.by_name, n=_SUGGESTIONS, cutoff=0.75)
        units = [candidate.pk for name in near for candidate in self.by_name[name] if candidate.here]
        return Meaning(match=Match.UNKNOWN, units=tuple(dict.fromkeys(units))[:_SUGGESTIONS])


def _joined(answers: list[Answer]) -> Answer:
    """Return the answer for names joined in one: the units of all, or the first that a person must look at."""
    if not answers:
        return Answer(meaning=Meaning(match=Match.UNKNOWN))
    if len(answers) == 1:
        return answers[0]
    for answer in answers:
        if answer.meaning.match is not Match.UNITS:
            return answer
    units = dict.fromkeys(pk for answer in answers for pk in answer.meaning.units)
    groups = dict.fromkeys(pk for answer in answers for pk in answer.meaning.groups)
    return Answer(meaning=Meaning(match=Match.UNITS, units=tuple(units), groups=tuple(groups)))
