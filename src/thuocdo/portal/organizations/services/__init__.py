"""Writing units and people: one function for each thing that can happen."""

from thuocdo.portal.organizations.services.loading import Loaded, load_units, save_group, set_root
from thuocdo.portal.organizations.services.people import (
    NewPerson,
    add_person,
    add_person_with_role,
    change_own_profile,
    end_membership,
    grant_membership,
    issue_one_time_password,
    password_was_changed,
    person_logged_in,
    set_active,
    set_sample_password,
)

__all__ = [
    "Loaded",
    "NewPerson",
    "add_person",
    "add_person_with_role",
    "change_own_profile",
    "end_membership",
    "grant_membership",
    "issue_one_time_password",
    "load_units",
    "password_was_changed",
    "person_logged_in",
    "save_group",
    "set_active",
    "set_root",
    "set_sample_password",
]
