"""What all processes of a site must share.

Where the store is PostgreSQL they do it through the same database; a file serves one process, which has
everything to itself.
"""

from collections.abc import Mapping
from typing import Any, Final

from complaints_core.interfaces import ports
from complaints_core.interfaces.ports import IFigures, ISearchIndex
from complaints_core.memory import MemoryTurns
from complaints_plugins.figures import SETTING as FIGURES
from complaints_plugins.figures import figures_from_settings
from complaints_plugins.limits import STORAGE, limits_from_settings
from complaints_plugins.search import SETTING as SEARCH
from complaints_plugins.search import search_from_settings
from complaints_web.settings import Settings
from complaints_web.site import Site

POSTGRES: Final = "postgres://"


def shared_plugins(site: Site) -> dict[Any, Any]:
    """Answer the plug-ins behind the limits, the turns of the workers, the search index and the figures;
    raises SettingError."""
    settings = site.settings
    if on_postgres(settings):
        return _in_database(site)
    return {
        ports.ILimits: limits_from_settings(settings.raw, site.profile.limits, settings.secret),
        ports.ITurns: MemoryTurns(),
        ports.ISearchIndex: search_from_settings(settings.raw),
        ports.IFigures: figures_from_settings(settings.raw),
    }


def _in_database(site: Site) -> dict[Any, Any]:
    """Everything is in the database, but for what a setting puts elsewhere."""
    from complaints_plugins.postgres import Connections, PostgresTurns

    settings, raw = site.settings, site.settings.raw
    connections, limits = Connections(settings.uri), {STORAGE: settings.uri, **raw}
    index, figures = _caches_in_database(raw, connections)
    return {
        ports.ILimits: limits_from_settings(limits, site.profile.limits, settings.secret),
        ports.ITurns: PostgresTurns(connections),
        ports.ISearchIndex: index,
        ports.IFigures: figures,
    }


def _named(raw: Mapping[str, str], setting: str) -> bool:
    return bool(raw.get(setting, "").strip())


def caches_of(settings: Settings) -> tuple[ISearchIndex, IFigures]:
    """Answer the search index and the figures alone; raises SettingError."""
    if not on_postgres(settings):
        return search_from_settings(settings.raw), figures_from_settings(settings.raw)
    from complaints_plugins.postgres import Connections  # needs the driver

    return _caches_in_database(settings.raw, Connections(settings.uri))


def _caches_in_database(raw: Mapping[str, str], connections: Any) -> tuple[ISearchIndex, IFigures]:
    from complaints_plugins.postgres import PostgresFigures, PostgresIndex

    return (
        search_from_settings(raw) if _named(raw, SEARCH) else PostgresIndex(connections),
        figures_from_settings(raw) if _named(raw, FIGURES) else PostgresFigures(connections),
    )


def on_postgres(settings: Settings) -> bool:
    """Tell whether several processes may keep everything in one database."""
    return settings.store == "zodb" and settings.uri.startswith(POSTGRES)
