"""Make accounts for staff, let somebody in again, and list them.

complaints INI staff add ali.rezaei --role expert --unit 23 --first-name Ali --last-name Rezaei
complaints INI staff let-in ali.rezaei
complaints INI staff list

A file must not be open in the site meanwhile.
"""

import argparse
import sys
from typing import Any

from complaints_core import persian
from complaints_core.desks.console import ConsoleDesk
from complaints_core.desks.personnel import USERNAME
from complaints_core.domain.personnel import Newcomer
from complaints_core.domain.staff import STAFF_ROLES, Post
from complaints_core.interfaces.errors import AlreadyThere, NotFound
from complaints_core.interfaces.ports import IStaffStore
from complaints_core.profiles import Profile
from complaints_web.ports import port_of
from complaints_web.scripts.opening import request_opened


class WrongAccount(Exception):
    """A user name that nobody can type everywhere or that nobody bears, a role or a unit that there is not;
    says so in one sentence."""


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Say what to do, and for whom."""
    doing = command.add_subparsers(required=True, metavar="add|let-in|list")
    adding = doing.add_parser("add", help="make an account; prints a first password and an otpauth address")
    adding.add_argument("username", metavar="USERNAME")
    adding.add_argument("--role", required=True, help=", ".join(sorted(STAFF_ROLES)))
    adding.add_argument("--unit", required=True, help="headquarters, or the code of a province or a county")
    adding.add_argument("--first-name", default="")
    adding.add_argument("--last-name", default="")
    adding.set_defaults(doing=add)
    letting = doing.add_parser(
        "let-in", help="a new first password, and no authenticator, for who is locked out"
    )
    letting.add_argument("username", metavar="USERNAME")
    letting.set_defaults(doing=let_in)
    doing.add_parser("list", help="everybody who has an account").set_defaults(doing=list_all)


def run(arguments: argparse.Namespace) -> int:
    """Do it in one transaction; what is wrong is said in one sentence, and nothing is kept."""
    try:
        with request_opened(arguments.ini) as request:
            print(arguments.doing(request, arguments))
    except WrongAccount as wrong:
        print(wrong, file=sys.stderr)
        return 2
    except AlreadyThere:
        print(f"There is an account {arguments.username} already.", file=sys.stderr)
        return 2
    return 0


def add(request: Any, arguments: argparse.Namespace) -> str:
    """Make an account; answers what its owner must be given. Raises WrongAccount, AlreadyThere."""
    if not USERNAME.fullmatch(arguments.username.lower()):
        raise WrongAccount(
            f"{arguments.username!r} is no user name: at least four Latin letters, digits, dots or hyphens, "
            "a letter first."
        )
    post = post_typed(request.profile, arguments.role, persian.digits(arguments.unit))
    first, last = (persian.clean_line(name) for name in (arguments.first_name, arguments.last_name))
    newcomer = Newcomer(arguments.username, first, last, (post,))
    hired = ConsoleDesk(request.staff_account_desk).hire(newcomer)
    return (
        f"user name       {hired.staff.username}\n"
        f"first password  {hired.password}\n"
        f"authenticator   {hired.address}\n"
        "They are shown this once. The password opens nothing without the authenticator, and at the first\n"
        "sign-in nothing but the page on which its owner chooses another."
    )


def let_in(request: Any, arguments: argparse.Namespace) -> str:
    """Let somebody in again who forgot his password or lost his phone; answers what he must be given. Raises
    WrongAccount."""
    try:
        hired = ConsoleDesk(request.staff_account_desk).let_in_again(arguments.username)
    except NotFound:
        raise WrongAccount(f"Nobody who works here is called {arguments.username}.") from None
    return (
        f"user name       {hired.staff.username}\n"
        f"first password  {hired.password}\n"
        "Shown this once. Every sign-in of the account has ended; at the next one its owner sets up an\n"
        "authenticator and chooses another password. The audit tells that the command line did this."
    )


def list_all(request: Any, arguments: argparse.Namespace) -> str:
    """Answer a line for everybody: user name, name, posts, and whether the account is open."""
    store: IStaffStore = port_of(request, IStaffStore)
    lines = (
        f"{one.username:20} {one.full_name.strip():24} "
        + ", ".join(f"{post.role} at {post.unit}" for post in one.posts)
        + ("" if one.active else " (left)")
        for one in store.all()
    )
    return (
        "\n".join(lines) or "Nobody has an account yet: complaints INI staff add USERNAME --role … --unit …"
    )


def post_typed(profile: Profile, role: str, unit: str) -> Post:
    """Answer a role at a unit; raises WrongAccount."""
    if role not in STAFF_ROLES:
        raise WrongAccount(f"There is no role {role}; the roles are {', '.join(sorted(STAFF_ROLES))}.")
    if profile.directory.unit(unit) is None:
        raise WrongAccount(
            f"There is no unit {unit}; write headquarters, or the code of a province (23) or a county (2301)."
        )
    return Post(role, unit)
