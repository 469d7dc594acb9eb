"""Writing units and people: one function for each thing that can happen."""

from thuocdo.portal.organizations.services.handovers import (
    Leaving,
    Onward,
    confirm_receipt,
    end_membership,
    leave_post,
    name_receiver,
)
from thuocdo.portal.organizations.services.loading import Loaded, load_units, save_group, set_root
from thuocdo.portal.organizations.services.people import (
    NewPerson,
    add_person,
    add_person_with_role,
    change_own_profile,
    grant_membership,
    issue_one_time_password,
    password_was_changed,
    person_logged_in,
    set_active,
    set_sample_password,
)
from thuocdo.portal.organizations.services.positions import (
    add_position,
    end_position,
    give_position,
    rename_position,
    set_desk,
)

__all__ = [
    "Leaving",
    "Loaded",
    "NewPerson",
    "Onward",
    "add_person",
    "add_person_with_role",
    "add_position",
    "change_own_profile",
    "confirm_receipt",
    "end_membership",
    "end_position",
    "give_position",
    "grant_membership",
    "issue_one_time_password",
    "leave_post",
    "load_units",
    "name_receiver",
    "password_was_changed",
    "person_logged_in",
    "rename_position",
    "save_group",
    "set_active",
    "set_desk",
    "set_root",
    "set_sample_password",
]
