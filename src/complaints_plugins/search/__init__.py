"""The search index in one SQLite file (FTS5), beside the database or wherever `complaints.search` says.

The file is a cache. It may be deleted at any time, also while the site runs: the indexer fills a new one from
the stores. A file that is broken, or of another layout, is thrown away just so.
"""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from complaints_core.interfaces.errors import SettingError
from complaints_core.interfaces.ports import ISearchIndex
from complaints_core.memory import MemoryIndex
from complaints_plugins.search.file import SqliteIndex

SETTING: Final = "complaints.search"
MEMORY: Final = "memory"
SUFFIX: Final = ".db"
"""How the file must end: a file that cannot be read is thrown away, and it must be none but ours."""

__all__ = ["SqliteIndex", "search_from_settings"]


def search_from_settings(settings: Mapping[str, Any]) -> ISearchIndex:
    """Answer the index that `complaints.search` names: `memory`, or the path of a file that ends in `.db`.

    Without it, search.db beside the file of `zodb.uri`, and memory where nothing is kept in a file. Raises
    SettingError.
    """
    named = str(settings.get(SETTING, "")).strip() or _beside(settings)
    if named == MEMORY:
        return MemoryIndex()
    path = Path(named).absolute()
    if path.suffix != SUFFIX:
        raise SettingError(SETTING, f"must be `{MEMORY}` or end in {SUFFIX}: a broken index is thrown away")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with closing(sqlite3.connect(":memory:")) as trial:
            trial.execute("CREATE VIRTUAL TABLE words USING fts5 (text)")
    except (OSError, sqlite3.Error) as error:
        raise SettingError(SETTING, f"no index can be kept at {path}: {error}") from error
    return SqliteIndex(path)


def _beside(settings: Mapping[str, Any]) -> str:
    uri = str(settings.get("zodb.uri", ""))
    if settings.get("complaints.store") == MEMORY or uri.startswith("memory:"):
        return MEMORY
    if not uri.startswith("file://"):
        raise SettingError(SETTING, f"must name a file for the search index, ending in {SUFFIX}")
    return str(Path(uri.removeprefix("file://").partition("?")[0]).with_name("search.db"))
