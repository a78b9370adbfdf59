"""What Jinja does for anybody's templates, and ours do not need: half of the time of a page is Jinja's, and
much of that goes into being prepared for more.

Our templates escape always, are never rendered by coroutines, and call nothing that asks for their context.
"""

from collections.abc import Callable
from typing import Any

import markupsafe
from jinja2 import Environment, Template
from jinja2.environment import TemplateModule
from jinja2.runtime import Context


def simplify(environment: Environment) -> None:
    """Let an environment do only what our templates need, before it reads the first of them."""
    environment.template_class = Piece
    environment.context_class = Plain
    environment.cache = {}  # there are few templates: none is ever thrown out, and no lock is needed


class Piece(Template):
    """A template all of whose macros know the same: what the environment gives to each of them."""

    @classmethod
    def from_code(cls, *code: Any, **options: Any) -> Template:
        """Make a template that prints what it is given without asking whether it should be escaped."""
        made = super().from_code(*code, **options)
        made.root_render_func.__globals__["escape"] = printed
        return made

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        """Answer the macros without comparing what the importing page knows with what they know."""
        return super()._get_default_module()


class Plain(Context):
    """Calls what a template calls without asking whether it wants to know more than its arguments."""

    def call(
        self, called: Any, /, *arguments: Any, _block_vars: Any = None, _loop_vars: Any = None, **named: Any
    ) -> Any:
        """Answer what a macro, a method or a function answers. The variables, which Jinja adds for whoever
        wants the context, are not handed on."""
        return called(*arguments, **named)


_escaped: Callable[[str], str] = getattr(markupsafe, "_escape_inner", markupsafe.escape)
"""Escapes a text without making an object of it that knows that it is escaped, where MarkupSafe lets us: it
is joined to a page at once, and six hundred of them are a tenth of an inbox."""


def printed(value: Any) -> str:
    """Answer a value as it stands on a page: escaped, unless it is markup."""
    if type(value) is str:
        return _escaped(value)
    return value if type(value) is markupsafe.Markup else markupsafe.escape(value)
