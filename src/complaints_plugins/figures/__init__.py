"""Figures in one SQLite file, beside the database or wherever `complaints.figures` says.

The file is a cache (see `cache_file`): the indexer fills a new one from the stores.
"""

from collections.abc import Mapping
from typing import Any, Final

from complaints_core.interfaces.ports import IFigures
from complaints_core.memory import MemoryFigures
from complaints_plugins.cache_file import cache_path
from complaints_plugins.figures.file import SqliteFigures

SETTING: Final = "complaints.figures"

__all__ = ["SqliteFigures", "figures_from_settings"]


def figures_from_settings(settings: Mapping[str, Any]) -> IFigures:
    """Answer the figures that `complaints.figures` names: `memory`, or the path of a file that ends in `.db`.

    Without it, figures.db beside the file of `zodb.uri`, and memory where nothing is kept in a file. Raises
    SettingError.
    """
    path = cache_path(settings, SETTING, "figures.db")
    return SqliteFigures(path) if path else MemoryFigures()
