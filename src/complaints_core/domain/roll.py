"""Where staff are looked up: by the units where they work, the centers that are theirs, and their names.

An office has some people, a country thousands. Who opens or files one complaint is not to read through all
of them: a store keeps user names under these marks.
"""

from complaints_core import persian
from complaints_core.domain.staff import Staff


def working_at(unit: str) -> str:
    """Answer the mark of everybody who has a post at this very unit."""
    return f"unit {unit}"


def concerned_by(name: str, center: str) -> frozenset[str]:
    """Answer the marks of everybody who may be meant by a name, in any spelling (`persian.person_key`), and
    of whoever owns or leads the center of a code; an empty text has none."""
    key = persian.person_key(name)
    return frozenset((*([_named(key)] if key else []), *([_owning(center)] if center else [])))


def marks_of(staff: Staff) -> frozenset[str]:
    """Answer all marks under which somebody is found, also after he has left."""
    at = (working_at(post.unit) for post in staff.posts)
    return frozenset((*at, *map(_owning, staff.centers), *map(_named, staff.name_keys)))


def _owning(center: str) -> str:
    return f"center {center}"


def _named(key: str) -> str:
    return f"name {key}"
