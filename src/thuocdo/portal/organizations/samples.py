"""Sample data: steps that each app offers and ``config.pages`` gathers; ``load_sample`` runs them in order.

Every step writes through the public services and can be run again: it then changes nothing.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from thuocdo.portal.organizations import selectors, services
from thuocdo.portal.organizations.models import Kind, Role
from thuocdo.portal.organizations.services.people import random_password
from thuocdo.units.model import REFORM, Scheme

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from thuocdo.portal.organizations.models import Unit, User

Run = Callable[["User | None", "datetime"], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleStep:
    """One part of the sample: run again, it changes nothing."""

    key: str
    title: str
    run: Run
    """Called with who does it and when; returns one line saying what is there now."""
    order: int = 50
    with_people: bool = False
    """It acts as the sample persons, so it runs once they are there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplePerson:
    """A person who does not exist, named by role, so that every role can be tried."""

    username: str
    display_name: str
    role: Role
    scheme: Scheme
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleLogin:
    """What the person at the terminal needs to try a role."""

    person: SamplePerson
    password: str


PROVINCE: Final = "52"
"""Gia Lai: the province whose 766 figures the sample has."""

PEOPLE: Final = (
    SamplePerson(
        username="quan-tri",
        display_name="Quản trị hệ thống (mẫu)",
        role=Role.ADMINISTRATOR,
        scheme=Scheme.GSO,
        code=PROVINCE,
    ),
    SamplePerson(
        username="so-noi-vu",
        display_name="Cán bộ Sở Nội vụ (mẫu)",
        role=Role.COORDINATOR,
        scheme=Scheme.INDEX_766,
        code="H21.11",
    ),
    SamplePerson(
        username="lanh-dao-tinh",
        display_name="Lãnh đạo tỉnh (mẫu)",
        role=Role.PROVINCE_LEADER,
        scheme=Scheme.GSO,
        code=PROVINCE,
    ),
    SamplePerson(
        username="can-bo-xa",
        display_name="Cán bộ xã Ia Dom (mẫu)",
        role=Role.UNIT_OFFICER,
        scheme=Scheme.GSO,
        code="23872",
    ),
    SamplePerson(
        username="thu-truong-xa",
        display_name="Thủ trưởng xã Ia Dom (mẫu)",
        role=Role.UNIT_HEAD,
        scheme=Scheme.GSO,
        code="23872",
    ),
    SamplePerson(
        username="thanh-tra",
        display_name="Cán bộ thanh tra (mẫu)",
        role=Role.AUDITOR,
        scheme=Scheme.GSO,
        code=PROVINCE,
    ),
)

_GROUPS: Final = (
    ("so-ban-nganh-tinh", "Các sở, ban, ngành tỉnh", Kind.DEPARTMENT),
    ("ubnd-cap-xa", "UBND cấp xã", Kind.COMMUNE),
)


def load_country(by: User | None, at: datetime) -> str:
    """Load the units of the country."""
    loaded = services.load_units(by=by, at=at)
    return f"{loaded.units} đơn vị, {loaded.successions} lần sắp xếp"


def choose_province(by: User | None, at: datetime) -> str:
    """Make Gia Lai the root, with the groups of units that plans speak of."""
    root = _unit(Scheme.GSO, PROVINCE)
    services.set_root(unit=root, by=by, at=at)
    for key, name, kind in _GROUPS:
        services.save_group(key=key, name={"vi": name}, kind=kind, within=root, by=by, at=at)
    counts = (f"{group}: {selectors.resolve_group(group, at.date()).count()}" for group in selectors.groups())
    return "; ".join([str(root), *counts])


def sample_logins(folder: Path, *, at: datetime) -> list[SampleLogin]:
    """Make sure of one person a role, and return how each logs in.

    The passwords are random, one set an installation, kept in ``sample_logins.txt`` that only its owner can read; a
    person whose password is not in that file gets a new one.
    """
    path = folder / "sample_logins.txt"
    kept = _kept(path)
    logins = []
    for person in PEOPLE:
        password = kept.get(person.username) or random_password()
        user = selectors.user_named(person.username)
        if user is None:
            user = services.add_person(
                username=person.username,
                display_name=person.display_name,
                # A name that leads nowhere (RFC 2606): reminders of the sample are files, and can be nothing else.
                email=f"{person.username}@gialai.example",
                by=None,
                at=at,
                password=password,
                must_change_password=False,
            ).user
        elif person.username not in kept:
            services.set_sample_password(user=user, password=password, at=at)
        unit = _unit(person.scheme, person.code)
        if not any(held.role == person.role for held in selectors.memberships_on(user, at.date())):
            services.grant_membership(user=user, unit=unit, role=person.role, valid_from=REFORM, by=None, at=at)
        logins.append(SampleLogin(person=person, password=password))
    _keep(path, logins)
    return logins


def sample_person(username: str) -> User:
    """Return a person of the sample, who is there once :func:`sample_logins` has run.

    :raises LookupError: before that.
    """
    found = selectors.user_named(username)
    if found is None:
        raise LookupError(f"the sample has no person {username} yet")
    return found


def _unit(scheme: Scheme, code: str) -> Unit:
    found = selectors.unit_by_code(scheme.value, code)
    if found is None:
        raise LookupError(f"the facts have no unit {scheme.value} {code}")
    return found


def _kept(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    lines = (line.split() for line in path.read_text("utf-8").splitlines())
    return {words[0]: words[1] for words in lines if len(words) >= 2}


def _keep(path: Path, logins: Iterable[SampleLogin]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"{login.person.username} {login.password} {login.person.role.label}\n" for login in logins]
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.writelines(lines)
    path.chmod(0o600)


OWN_STEPS: Final = (
    SampleStep(key="units", title="Danh mục đơn vị cả nước", run=load_country, order=10),
    SampleStep(key="province", title="Tỉnh của bản cài đặt", run=choose_province, order=20),
)
_steps: list[SampleStep] = []


def fill(steps: Iterable[SampleStep]) -> None:
    """Replace the steps of the sample."""
    _steps[:] = sorted(steps, key=lambda step: step.order)


def steps(*, with_people: bool = False) -> tuple[SampleStep, ...]:
    """Return the steps that need no people, in order; or those that act as the sample persons."""
    return tuple(step for step in _steps if step.with_people is with_people)
