"""Plots as SVG, drawn by pygal.

pygal 3.1 knows scales, bars and labels, is kept up, and needs no other program. What it adds for a page of
its own we take out of the finished drawing: its style sheet and its script, which a strict policy forbids,
and the texts of its tooltips. What is left are shapes with classes; the style sheet of the page that the
drawing stands in gives them colours, in the dark and on paper too. pygal draws from left to right only: for
readers of Persian the columns are handed to it in reverse, and the numbers of the scale are moved to where
they begin to read.

Importing pygal hangs a finder into Python's imports that speaks a protocol of the past: Python 3.11 warns of
it at every import, later ones never ask it. It is for maps, which nobody draws here; so it is taken out.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from xml.etree import ElementTree

import pygal as pygal  # whoever else draws takes it from here, without the finder
from pygal.style import Style

WIDTH: Final = 420
HEIGHT: Final = 220
"""In the units of the drawing, which are about pixels; it grows and shrinks with the page."""
LETTER: Final = 13
"""Height of the letters; the style sheet says the same."""
GAP: Final = 6
"""Between the numbers of the scale and the drawing."""
STEPS: Final = 5
"""So many numbers the scale has at most, beside 0."""

DROPPED: Final = {"defs", "title", "desc"}
OVERLAYS: Final = {"plot overlay", "plot text-overlay", "plot tooltip-overlay", "titles"}

sys.meta_path[:] = [finder for finder in sys.meta_path if not isinstance(finder, pygal.PluginImportFixer)]


@dataclass(frozen=True)
class Plot:
    """Columns side by side: for each label one of every series.

    `name` is used in ids, so it stands once on a page; `title` and `description` are what is read aloud.
    `labels` and the series run in the order of reading. Of many labels each `every`th is written.
    """

    name: str
    title: str
    description: str
    labels: tuple[str, ...]
    series: tuple[tuple[int, ...], ...]
    every: int = 1

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to draw."""
        return not any(map(any, self.series))


@lru_cache(maxsize=256)
def drawn(plot: Plot, digits: Callable[[object], str], direction: str) -> str:
    """Answer a plot as SVG markup to stand in a page. `digits` writes a number for the reader, `direction` is
    `rtl` or `ltr`. The columns of the first series have the class `columns-0`, and so on. What was drawn
    before is not drawn again."""
    backwards = direction == "rtl"
    root: ElementTree.Element = _chart(plot, digits, backwards=backwards).render_tree()
    _strip(root)
    columns = [group for group in root.iter("g") if group.get("class", "").startswith("series ")]
    for place, group in enumerate(reversed(columns) if backwards else columns):
        group.set("class", f"columns columns-{place}")
    if backwards:
        _turn(root)
    _explain(root, plot, direction)
    return ElementTree.tostring(root, encoding="unicode")


def _chart(plot: Plot, digits: Callable[[object], str], *, backwards: bool) -> pygal.Bar:
    step = -1 if backwards else 1
    scale = list(_scale(max(map(max, plot.series))))
    chart = pygal.Bar(
        width=WIDTH,
        height=HEIGHT,
        margin=2,
        spacing=GAP,
        js=(),
        css=(),
        style=Style(label_font_size=LETTER, major_label_font_size=LETTER),
        show_legend=False,
        truncate_label=-1,
        show_minor_x_labels=False,
        y_labels=scale,
        range=(0, scale[-1]),
        value_formatter=lambda value: digits(int(value)),
    )
    chart.x_labels = plot.labels[::step]
    chart.x_labels_major = plot.labels[:: plot.every]
    for values in plot.series[::step]:
        chart.add("", values[::step])
    return chart


def _scale(most: int) -> Iterator[int]:
    """Answer round numbers from 0 up to the first that is not below the largest value."""
    size = 1
    while size * STEPS < most:
        size = size * 5 // 2 if str(size)[0] == "2" else size * 2  # 1, 2, 5, 10, 20, 50
    yield from range(0, max(size, -(-most // size) * size) + 1, size)


def _strip(root: ElementTree.Element) -> None:
    """Take out what is for a page of pygal's own: style, script, remarks, texts that wait for a mouse."""
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in DROPPED or not isinstance(child.tag, str) or child.get("class") in OVERLAYS:
                parent.remove(child)


def _turn(root: ElementTree.Element) -> None:
    """Move the numbers of the scale to the right, and the drawing to the left for as much."""
    drawing = next(group for group in root.iter("g") if group.get("class") == "plot")
    down = drawing.get("transform", "").rpartition(",")[2]
    drawing.set("transform", f"translate({GAP},{down}")
    wide = max(float(ground.get("width", 0)) for ground in drawing.findall("rect"))
    for axis in drawing.findall("g"):
        if axis.get("class", "").startswith("axis y"):
            for text in axis.iter("text"):
                text.set("x", f"{wide + GAP:.1f}")


def _explain(root: ElementTree.Element, plot: Plot, direction: str) -> None:
    """Say what is drawn, to whoever does not see it."""
    for place, (tag, text) in enumerate((("title", plot.title), ("desc", plot.description))):
        told = ElementTree.Element(tag, {"id": f"{plot.name}-{tag}"})
        told.text = text
        root.insert(place, told)
    root.set("id", f"{plot.name}-plot")
    root.set("role", "img")
    root.set("aria-labelledby", f"{plot.name}-title {plot.name}-desc")
    root.set("direction", direction)
