"""Cost against size, drawn: a line for each thing that people do, which should be level."""

from collections.abc import Mapping
from typing import Final

from bench.report import Report
from complaints_plugins.plots import pygal

COLORS: Final = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000")
"""Seven that are told apart also by those who see few colors (Okabe and Ito)."""

SHOWN: Final = (
    "file a complaint", "open one", "my list", "inbox", "case", "search: a word", "dashboard, a province",
)  # fmt: skip


def curve(store: str, reports: Mapping[int, Report]) -> str:
    """Answer an SVG with the cost of the main operations on a store, in bare pages, at each number of
    complaints."""
    chart = pygal.Line(
        style=pygal.style.Style(
            background="white", plot_background="white", colors=COLORS, font_family="sans-serif"
        ),
        title=f"{store}: cost of an operation, in bare pages of the same run",
        x_title="complaints",
        range=(0, max(max(_ratios(report).values()) for report in reports.values())),
        legend_at_bottom=True,
        legend_at_bottom_columns=4,
        truncate_legend=-1,
        disable_xml_declaration=True,
        js=[],
    )
    chart.x_labels = [f"{size:,}" for size in reports]
    for name in SHOWN:
        chart.add(name, [round(_ratios(report)[name], 2) for report in reports.values()])
    drawn: str = chart.render(is_unicode=True)
    return drawn


def _ratios(report: Report) -> Mapping[str, float]:
    return {
        one.operation.name: one.ratio(report.bare) for one in report.measured if one.operation.name in SHOWN
    }
