"""The people who work here, as an administrator sees them."""

from dataclasses import dataclass
from datetime import datetime

from complaints_core.desks.casework.handover import Falling
from complaints_core.desks.personnel import TO_QUEUE
from complaints_core.domain.staff import Post, Staff
from complaints_core.interfaces.messages import _
from complaints_web.fields import FieldView, Option
from complaints_web.request import StaffRequest
from complaints_web.showing.staff import ROLES, full_name, post_words
from complaints_web.showing.words import center_words, named_units

Groups = tuple[tuple[str, tuple[Option, ...]], ...]


@dataclass(frozen=True)
class PersonShown:
    """Somebody who works here; `url` is his page. `cases` are the open complaints that he answers for, not
    counted in lists."""

    url: str
    username: str
    name: str
    posts: tuple[str, ...]
    active: bool
    ready: bool
    hired_at: datetime
    centers: tuple[str, ...] = ()
    cases: int = 0
    handing_over: bool = False


def person_row(request: StaffRequest, somebody: Staff) -> PersonShown:
    """Somebody in the list."""
    return PersonShown(
        url=request.path_to("staff_person", username=somebody.username),
        username=somebody.username,
        name=full_name(somebody),
        posts=tuple(post_words(request, post) for post in somebody.posts),
        active=somebody.active,
        ready=bool(somebody.totp_secret) and not somebody.first_password,
        hired_at=somebody.hired_at,
        centers=tuple(center_words(request, code) for code in somebody.centers),
        cases=request.personnel_desk.open_cases(somebody),
        handing_over=somebody.handing_over is not None,
    )


def unit_groups(request: StaffRequest) -> Groups:
    """The open units where he gives posts: headquarters and provinces, then the counties of each province."""
    units = tuple(unit for unit in request.personnel_desk.units(request.staff) if not unit.heir)
    high = tuple(unit for unit in units if unit.level != "county")
    title = request.language.gettext(_("Headquarters and provinces"))
    groups = [(title, named_units(request, high))]
    for province in dict.fromkeys(unit.province for unit in units if unit.level == "county"):
        counties = tuple(unit for unit in units if unit.level == "county" and unit.province == province)
        name = request.profile.lists["province"].text(province, request.language.code)
        groups.append((name, named_units(request, counties)))
    return tuple((title, options) for title, options in groups if options)


def post_fields(request: StaffRequest, posts: tuple[Post, ...], rows: int) -> tuple[FieldView, ...]:
    """Two boxes for each post: role and unit; the first post must be filled."""
    say, units = request.language.gettext, unit_groups(request)
    roles = tuple((role, say(words)) for role, words in ROLES.items())
    fields = []
    for number in range(1, rows + 1):
        held = posts[number - 1] if number <= len(posts) else Post("", "")
        needed = number == 1
        role, unit = say(_("Role")), say(_("Unit"))
        fields += [
            FieldView(f"role_{number}", role, "choice", value=held.role, required=needed, options=roles),
            FieldView(f"unit_{number}", unit, "choice", value=held.unit, required=needed, options=units),
        ]
    return tuple(fields)


def heir_field(request: StaffRequest, falling: Falling) -> FieldView:
    """To whom complaints go: a colleague, with how many of them he may have, or the queues of their units."""
    language = request.language
    options = tuple(
        (
            one.username,
            language.gettext(_("{name}: {n} of {total}"), name=full_name(one), n=number, total=falling.total),
        )
        for one, number in request.personnel_desk.heirs(falling)
    )
    to_queue = (TO_QUEUE, language.gettext(_("Nobody: back to the queues of their units")))
    return FieldView(
        name="to",
        label=language.ngettext(
            "Who gets {n} open complaint?", "Who gets {n} open complaints?", falling.total
        ),
        kind="choice",
        hint=language.gettext(_("What a colleague may not have goes back to the queue of its unit.")),
        required=True,
        options=(to_queue, *options),
    )
