"""A plot stands in a strict page, tells what it shows, and reads in the direction of its reader."""

import subprocess
import sys
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints_core.persian import persian_digits
from complaints_plugins.plots import STEPS, WIDTH, Plot, drawn

SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = {"svg", "g", "rect", "path", "text", "title", "desc"}
PLOT = Plot("trend", "Filed & answered", "30 < 40", ("Mehr", "Aban", "Azar"), ((10, 0, 30), (5, 20, 0)))


def parsed(plot: Plot = PLOT, direction: str = "ltr") -> ElementTree.Element:
    return ElementTree.fromstring(drawn(plot, str, direction))  # noqa: S314 - our own drawing


def texts(root: ElementTree.Element, axis: str) -> list[ElementTree.Element]:
    """The words of an axis from left to right, or from below."""
    groups = [one for one in root.iter(f"{SVG}g") if (one.get("class") or "").startswith(f"axis {axis}")]
    return [text for group in groups for text in group.iter(f"{SVG}text")]


def columns(root: ElementTree.Element, series: int) -> list[tuple[float, float]]:
    """Place and height of each column of a series, from left to right."""
    group = next(one for one in root.iter(f"{SVG}g") if one.get("class") == f"columns columns-{series}")
    return sorted((float(one.get("x", 0)), float(one.get("height", 0))) for one in group.iter(f"{SVG}rect"))


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_nothing_stands_in_it_that_the_policy_of_the_site_forbids(direction: str) -> None:
    markup = drawn(PLOT, str, direction)
    root = parsed(direction=direction)
    assert {one.tag.removeprefix(SVG) for one in root.iter()} <= ALLOWED
    assert not [
        name for one in root.iter() for name in one.attrib if name == "style" or name.startswith("on")
    ]
    assert "<!--" not in markup
    assert "http" not in markup.replace('xmlns="http://www.w3.org/2000/svg"', "")


def test_it_is_read_aloud_as_what_it_shows() -> None:
    root = parsed()
    named = {one.get("id"): one.text for one in root}
    assert root.get("role") == "img"
    assert [named[one] for one in (root.get("aria-labelledby") or "").split()] == [
        PLOT.title,
        PLOT.description,
    ]


def test_the_columns_have_the_heights_of_their_numbers() -> None:
    heights = [height for _x, height in columns(parsed(), 0)]
    assert heights[1] == 0
    assert heights[2] == pytest.approx(3 * heights[0])
    assert columns(parsed(), 1)[1][1] == pytest.approx(2 * heights[0])


def test_in_persian_it_reads_from_right_to_left() -> None:
    here, there = parsed(), parsed(direction="rtl")
    assert [one.text for one in texts(here, "x")] == ["Mehr", "Aban", "Azar"]
    assert [one.text for one in texts(there, "x")] == ["Azar", "Aban", "Mehr"]
    assert [round(height) for _x, height in columns(there, 0)] == [
        round(height) for _x, height in reversed(columns(here, 0))
    ]
    assert columns(here, 0)[0][0] < columns(here, 1)[0][0], "the first series stands first"
    assert columns(there, 0)[0][0] > columns(there, 1)[0][0]
    assert all(float(one.get("x", 0)) < 0 for one in texts(here, "y"))
    assert all(float(one.get("x", 0)) > WIDTH * 0.8 for one in texts(there, "y"))


def test_numbers_are_written_for_the_reader() -> None:
    root = ElementTree.fromstring(drawn(PLOT, lambda n: persian_digits(str(n)), "rtl"))  # noqa: S314
    assert [one.text for one in texts(root, "y")] == ["۰", "۱۰", "۲۰", "۳۰"]


@given(st.integers(0, 10**7))
def test_the_scale_has_few_whole_numbers_and_reaches_the_largest(most: int) -> None:
    root = parsed(Plot("one", "t", "d", ("a",), ((most,),)))
    scale = [int(one.text or "") for one in texts(root, "y")]
    assert scale[0] == 0
    assert scale[-1] >= most
    assert 2 <= len(scale) <= STEPS + 1
    assert len({after - before for before, after in pairwise(scale)}) == 1


def test_of_many_labels_some_are_written_and_the_first_is() -> None:
    labels = tuple(f"month {n}" for n in range(12))
    plot = Plot("year", "t", "d", labels, (tuple(range(12)),), every=3)
    assert [one.text for one in texts(parsed(plot), "x")] == ["month 0", "month 3", "month 6", "month 9"]
    assert len(columns(parsed(plot), 0)) == 12


def test_where_all_is_nothing_there_is_nothing_to_draw() -> None:
    assert Plot("none", "t", "d", ("a", "b"), ((0, 0),)).is_empty
    assert not PLOT.is_empty


def test_the_library_leaves_nothing_in_the_imports_of_python_that_warns_at_each() -> None:
    program = "import sys; import complaints_plugins.plots; import this_is_not_there"
    run = subprocess.run([sys.executable, "-W", "error", "-c", program], capture_output=True, check=False)  # noqa: S603
    assert run.stderr.decode().strip().endswith("ModuleNotFoundError: No module named 'this_is_not_there'")
