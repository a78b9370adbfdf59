"""Sentences in templates. Each language has an environment of its own, so `_("Help")` is known when a
template is compiled, and costs a page nothing. A sentence with values is looked up when the page is made."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final, cast

from jinja2 import Environment
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

_CALL: Final = [("name", "_"), ("lparen", "("), ("string", None), ("rparen", ")")]


class Sentences(Extension):
    """Puts every sentence without values into the template, in the language of the environment's `_`."""

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self._say = cast(Callable[[str], str], environment.globals["_"])

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        """Answer the tokens of a template with such calls replaced by what they would answer."""
        return self._spoken(list(stream))

    def _spoken(self, tokens: list[Token]) -> Iterator[Token]:
        at = 0
        while at < len(tokens):
            if _is_sentence(tokens[at : at + len(_CALL)]):
                yield Token(tokens[at].lineno, "string", self._say(tokens[at + 2].value))
                at += len(_CALL)
            else:
                yield tokens[at]
                at += 1


def _is_sentence(tokens: list[Token]) -> bool:
    return len(tokens) == len(_CALL) and all(
        token.type == kind and value in (None, token.value)
        for token, (kind, value) in zip(tokens, _CALL, strict=True)
    )
