"""The search index in one SQLite file (FTS5), beside the database or wherever `complaints.search` says.

The file is a cache (see `cache_file`): the indexer fills a new one from the stores.
"""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from typing import Any, Final

from complaints_core.interfaces.errors import SettingError
from complaints_core.interfaces.ports import ISearchIndex
from complaints_core.memory import MemoryIndex
from complaints_plugins.cache_file import cache_path
from complaints_plugins.search.file import SqliteIndex

SETTING: Final = "complaints.search"

__all__ = ["SqliteIndex", "search_from_settings"]


def search_from_settings(settings: Mapping[str, Any]) -> ISearchIndex:
    """Answer the index that `complaints.search` names: `memory`, or the path of a file that ends in `.db`.

    Without it, search.db beside the file of `zodb.uri`, and memory where nothing is kept in a file. Raises
    SettingError.
    """
    path = cache_path(settings, SETTING, "search.db")
    if path is None:
        return MemoryIndex()
    try:
        with closing(sqlite3.connect(":memory:")) as trial:
            trial.execute("CREATE VIRTUAL TABLE words USING fts5 (text)")
    except sqlite3.Error as error:
        raise SettingError(SETTING, f"the SQLite of this Python has no index of words: {error}") from error
    return SqliteIndex(path)
