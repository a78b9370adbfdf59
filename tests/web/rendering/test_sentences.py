"""Sentences stand in a template in the language of its environment, once it is compiled."""

import pytest
from jinja2 import Environment

from complaints_web.rendering.sentences import Sentences


@pytest.fixture
def asked() -> list[str]:
    """What was looked up in the catalogue."""
    return []


@pytest.fixture
def environment(asked: list[str]) -> Environment:
    """An environment in which every sentence is said loudly."""

    def say(message: str, **values: object) -> str:
        asked.append(message)
        return message.upper().format(**values)

    environment = Environment(autoescape=True)
    environment.globals["_"] = say
    environment.add_extension(Sentences)
    return environment


def test_a_sentence_is_looked_up_once_however_often_the_page_is_made(
    environment: Environment, asked: list[str]
) -> None:
    template = environment.from_string('<p title="{{ _("help") }}">{{ _("help") }}</p>')
    assert {template.render() for _ in range(3)} == {'<p title="HELP">HELP</p>'}
    assert asked == ["help", "help"]


def test_a_sentence_is_escaped_as_ever(environment: Environment) -> None:
    assert environment.from_string("{{ _(\"a < b & 'c'\") }}").render() == "A &lt; B &amp; &#39;C&#39;"


def test_a_sentence_may_be_part_of_an_expression(environment: Environment) -> None:
    template = environment.from_string('{% for word in [_("one"), _("two")] %}{{ word|length }}{% endfor %}')
    assert template.render() == "33"


def test_a_sentence_with_values_is_made_with_the_page(environment: Environment, asked: list[str]) -> None:
    template = environment.from_string('{{ _("{N} of ten", N=n) }}')
    assert asked == []
    assert [template.render(n=n) for n in (1, 2)] == ["1 OF TEN", "2 OF TEN"]


def test_what_is_only_known_later_is_looked_up_later(environment: Environment, asked: list[str]) -> None:
    template = environment.from_string("{{ _(word) }}")
    assert asked == []
    assert template.render(word="late") == "LATE"
