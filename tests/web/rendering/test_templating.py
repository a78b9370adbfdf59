"""Templates say the same as with Jinja's own ways, which cost more."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment, StrictUndefined
from jinja2.exceptions import UndefinedError
from markupsafe import Markup, escape

from complaints_core.domain.tracking import TrackingCode
from complaints_web.rendering.templating import printed, simplify

PIECES = """
{% macro row(one, tail="") %}<li>{{ one.words }}{{ tail }}</li>{% endmacro %}
{% macro frame(title) %}<ul title="{{ title }}">{{ caller() }}</ul>{% endmacro %}
"""
PAGE = """
{% from "pieces" import row, frame %}
{% block content %}
{% set start %}<b>{{ text }}</b>{% endset %}
{{ start }}{{ text ~ "&" ~ markup }}{{ count + 1 }}{{ none }}{{ text|upper }}{{ text|e }}
{% call frame(text) %}
{% for one in rows %}{{ row(one, tail=loop.index) }}{{ say(one.words) }}{% endfor %}
{% endcall %}
{% endblock %}
"""


class Linked:
    """Knows how it stands on a page."""

    def __html__(self) -> str:
        return "<a>here</a>"


def page(made: Callable[[Environment], object], template: str = PAGE, **values: Any) -> str:
    environment = Environment(
        loader=DictLoader({"pieces": PIECES, "page": template}), autoescape=True, undefined=StrictUndefined
    )
    made(environment)
    return environment.get_template("page").render(**values)


@given(st.text() | st.integers() | st.none() | st.floats() | st.text().map(Markup) | st.builds(Linked))
def test_a_value_stands_on_a_page_as_it_should(value: object) -> None:
    assert str(printed(value)) == str(escape(value))


def test_a_code_is_printed_like_any_text() -> None:
    assert printed(TrackingCode("123456789012")) == "123456789012"


@given(st.text(), st.lists(st.text(), max_size=3))
def test_a_page_says_the_same_as_with_jinja_s_own_ways(text: str, words: list[str]) -> None:
    rows = [{"words": one} for one in words]
    values: dict[str, Any] = {
        "text": text,
        "rows": rows,
        "markup": Markup("<i>"),
        "count": 3,
        "say": str.upper,
    }
    assert page(simplify, **values) == page(lambda environment: None, **values)


def test_what_is_typed_stays_text() -> None:
    text = "<script>'\"&"
    shown = page(simplify, text=text, rows=[{"words": text}], markup="", count=0, say=lambda words: words)
    assert "<script>" not in shown
    assert shown.count("&lt;script&gt;&#39;&#34;&amp;") == 6  # in each place but the one in capitals


def test_a_value_that_is_missing_is_still_a_fault() -> None:
    with pytest.raises(UndefinedError):
        page(simplify, "{{ nobody }}")
