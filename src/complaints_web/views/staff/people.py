"""The people who work in the units of an administrator: found, hired, moved, helped in, and let go."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.response import Response
from zope.interface import Interface

from complaints_core import persian
from complaints_core.desks.casework.handover import Falling
from complaints_core.desks.personnel import PeopleFilter
from complaints_core.desks.staff_account import Hired
from complaints_core.domain.personnel import Newcomer
from complaints_core.domain.staff import Post, Staff
from complaints_core.interfaces.errors import NotFound
from complaints_core.interfaces.messages import _
from complaints_core.interfaces.personnel import ICentersOwned, INewStaff, UnknownPost
from complaints_web.fields import FieldView, FormView, Mistakes
from complaints_web.pages import FormPage, crumbs_of, form_page, number_typed, page
from complaints_web.rendering import Crumb
from complaints_web.request import StaffRequest
from complaints_web.showing.people import heir_field, person_row, post_fields, unit_groups
from complaints_web.showing.staff import full_name, render_staff
from complaints_web.views.admin.rooms import ADMINISTRATORS

PEOPLE = (_("People"), "people")
ROWS = 2
"""Posts that can be given at once, beside those that are held."""
PAGE = 50


@page("people", staff=ADMINISTRATORS)
def people(request: StaffRequest) -> Response:
    """Everybody he manages, narrowed by words, unit, and whether they have left."""
    asked = request.GET
    words, unit = asked.get("q", ""), persian.digits(asked.get("unit", ""))
    left = asked.get("left", "") == "1"
    found = request.personnel_desk.people(request.staff, PeopleFilter(words, unit, left))
    number = min(max(1, number_typed(asked.get("page", ""), 1)), max(1, -(-len(found) // PAGE)))
    first = (number - 1) * PAGE

    def address(**changes: object) -> str:
        kept = {"q": words, "unit": unit, "left": "1" if left else "", **changes}
        return "?" + urlencode({name: value for name, value in kept.items() if value})

    return render_staff(
        request,
        "staff/people.jinja2",
        _("People"),
        words=words,
        unit=unit,
        left=left,
        units=unit_groups(request),
        total=len(found),
        people=tuple(person_row(request, one) for one in found[first : first + PAGE]),
        now_url=address(left=""),
        left_url=address(left="1"),
        previous_url=address(page=number - 1) if number > 1 else None,
        next_url=address(page=number + 1) if first + PAGE < len(found) else None,
    )


@page("staff_person", staff=ADMINISTRATORS)
def person(request: StaffRequest) -> Response:
    """One of them, and what can be done for him."""
    somebody = person_of(request)
    return render_staff(
        request,
        "staff/person.jinja2",
        full_name(somebody),
        crumbs=crumbs_of(request, PEOPLE),
        person=person_row(request, somebody),
        himself=somebody.username == request.staff.username,
    )


@page("staff_new_password", "POST", staff=ADMINISTRATORS)
def new_password(request: StaffRequest) -> Response:
    """A first password for somebody who forgot his own, shown this once."""
    somebody = person_of(request)
    return handed_out(request, request.personnel_desk.new_password(request.staff, somebody.username))


@page("staff_take_factor", "POST", staff=ADMINISTRATORS)
def take_factor(request: StaffRequest) -> Response:
    """Somebody who lost his phone sets up another authenticator at his next sign-in."""
    somebody = person_of(request)
    request.personnel_desk.take_factor(request.staff, somebody.username)
    request.session.flash(_("The authenticator is taken away. Another one is set up at the next sign-in."))
    return HTTPSeeOther(request.path_to("staff_person", username=somebody.username))


class PersonnelPage(FormPage):
    """A form about somebody who works here, or will."""

    request: StaffRequest

    def crumbs_now(self) -> tuple[Crumb, ...]:
        """Answer the way to the page."""
        return crumbs_of(self.request, PEOPLE)

    def answer(
        self, typed: Mapping[str, str], mistakes: Mistakes | None = None, status: int = 200
    ) -> Response:
        """Answer the page in the dress of the workplace."""
        form, crumbs = self.form_view(typed, mistakes), self.crumbs_now()
        facts = self.values(typed)
        return render_staff(
            self.request, self.template, self.title, status=status, crumbs=crumbs, form=form, **facts
        )


class PostsPage(PersonnelPage):
    """A form in which posts are given, a row for each."""

    def posts_before(self) -> tuple[Post, ...]:
        """Answer the posts that are held now."""
        return ()

    def more_fields(self) -> tuple[FieldView, ...]:
        """The rows."""
        before = self.posts_before()
        return post_fields(self.request, before, len(before) + ROWS)

    def values(self, typed: Mapping[str, str]) -> dict[str, Any]:
        """How many rows there are."""
        return {"rows": range(1, len(self.posts_before()) + ROWS + 1)}

    def read(self, typed: Mapping[str, str]) -> dict[str, Any]:
        """Read posts and centers with the rest; raises InvalidForm, UnknownPost."""
        values = super().read(typed)
        rows = self.values(typed)["rows"]
        values["posts"] = tuple(dict.fromkeys(filter(None, (_post(typed, number) for number in rows))))
        values["centers"] = tuple(dict.fromkeys(values.get("centers", "").split()))
        return values


@form_page("hire", staff=ADMINISTRATORS)
class Hire(PostsPage):
    """Somebody begins to work here."""

    schema = INewStaff
    template = "staff/hire.jinja2"
    title = _("Add a colleague")

    def more_fields(self) -> tuple[FieldView, ...]:
        """The single-use key of the form, beside the rows."""
        key = self.request.staff_forms.key(self.request.staff, self.typed().get("submission_key", ""))
        return (*super().more_fields(), FieldView("submission_key", "", "hidden", value=key))

    def act(self, values: dict[str, Any]) -> Response:
        """Make the account, and show the first password."""
        request, forms, key = self.request, self.request.staff_forms, self.typed().get("submission_key", "")
        made = forms.made(request.staff, key)
        if made is not None:
            return self.sent_before(made)
        hired = request.personnel_desk.hire(request.staff, Newcomer(**values))
        forms.close(key, hired.staff.username)
        return handed_out(request, hired)

    def sent_before(self, username: str) -> Response:
        """Whoever pressed twice sees the second page alone: it tells another first password, unless that of
        before is in use already."""
        hired = self.request.personnel_desk.told_again(self.request.staff, username)
        if hired:
            return handed_out(self.request, hired, again=True)
        self.request.session.flash(_("This colleague is here already, and has a password of his own."))
        return HTTPSeeOther(self.request.path_to("staff_person", username=username))


class PersonPage(PersonnelPage):
    """A form about one of the people he manages."""

    falling: Falling | None = None
    """What falls to others by it, once that is known."""

    @property
    def person(self) -> Staff:
        """Whom the address names, as he is kept now; raises HTTPNotFound."""
        return person_of(self.request)

    def crumbs_now(self) -> tuple[Crumb, ...]:
        """Answer the way to the page."""
        url = self.request.path_to("staff_person", username=self.person.username)
        return (*super().crumbs_now(), Crumb(full_name(self.person), url))

    def more_fields(self) -> tuple[FieldView, ...]:
        """To whom complaints go, where some fall to others."""
        heirs = (heir_field(self.request, self.falling),) if self.falling and self.falling.total else ()
        return (*super().more_fields(), *heirs)

    def done(self, message: str) -> Response:
        """Lead back to the person."""
        self.request.session.flash(message)
        return HTTPSeeOther(self.request.path_to("staff_person", username=self.person.username))


@form_page("staff_posts", staff=ADMINISTRATORS)
class ChangePosts(PersonPage, PostsPage):
    """Other posts and other centers for somebody; what falls out of them goes to others in the same act."""

    schema = ICentersOwned
    template = "staff/posts.jinja2"
    title = _("Change posts")

    def posts_before(self) -> tuple[Post, ...]:
        """Answer the posts that are held now."""
        return self.person.posts

    def typed_before(self) -> Mapping[str, str]:
        """His centers."""
        return {"centers": " ".join(self.person.centers)}

    def act(self, values: dict[str, Any]) -> Response:
        """Keep the posts."""
        desk, administrator, username = self.request.personnel_desk, self.request.staff, self.person.username
        posts, centers = values["posts"], values["centers"]
        self.falling = desk.falls_by_posts(administrator, username, posts, centers)
        desk.change_posts(administrator, username, posts, centers, self.request.POST.get("to", ""))
        return self.done(_("The posts are changed."))


@form_page("staff_leave", staff=ADMINISTRATORS)
class Leave(PersonPage):
    """Somebody works here no more; what he answers for goes to others in the same act."""

    schema = Interface
    template = "staff/leave.jinja2"
    title = _("Works here no more")

    def form_view(self, typed: Mapping[str, str], mistakes: Mistakes | None = None) -> FormView:
        """The form; what falls to others is counted as it is now."""
        desk = self.request.personnel_desk
        self.falling = desk.falls_by_leaving(self.request.staff, self.person.username)
        return super().form_view(typed, mistakes)

    def values(self, typed: Mapping[str, str]) -> dict[str, Any]:
        """Who leaves."""
        return {"person": person_row(self.request, self.person)}

    def act(self, values: dict[str, Any]) -> Response:
        """Let him go."""
        desk, username = self.request.personnel_desk, self.person.username
        desk.leave(self.request.staff, username, self.request.POST.get("to", ""))
        return self.done(_("This person works here no more, and can no longer log in."))


def person_of(request: StaffRequest) -> Staff:
    """Answer whom the address names, to an administrator who manages him; raises HTTPNotFound."""
    try:
        return request.personnel_desk.person(request.staff, request.matchdict["username"])
    except NotFound:
        raise HTTPNotFound from None


def handed_out(request: StaffRequest, hired: Hired, *, again: bool = False) -> Response:
    """Answer the first password, which is shown this once; `again` where the form came twice."""
    return render_staff(
        request,
        "staff/first_password.jinja2",
        _("The first password"),
        crumbs=crumbs_of(request, PEOPLE),
        person=person_row(request, hired.staff),
        password=hired.password,
        again=again,
    )


def _post(typed: Mapping[str, str], number: int) -> Post | None:
    """The post of a row, None for an empty one; raises UnknownPost for half of one."""
    role, unit = typed.get(f"role_{number}", ""), typed.get(f"unit_{number}", "")
    if bool(role) != bool(unit):
        raise UnknownPost(f"unit_{number}" if role else f"role_{number}")
    return Post(role, unit) if role else None
