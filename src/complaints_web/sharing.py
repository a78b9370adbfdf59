"""What all processes of a site must share.

Where the store is PostgreSQL they do it through the same database; a file serves one process, which has
everything to itself.
"""

from typing import Any, Final

from complaints_core.interfaces import ports
from complaints_core.memory import MemoryTurns
from complaints_plugins.limits import STORAGE, limits_from_settings
from complaints_plugins.search import SETTING as SEARCH
from complaints_plugins.search import search_from_settings
from complaints_web.settings import Settings
from complaints_web.site import Site

POSTGRES: Final = "postgres://"


def shared_plugins(site: Site) -> dict[Any, Any]:
    """Answer the plug-ins behind the limits, the turns of the workers and the search index; raises
    SettingError."""
    settings, rules = site.settings, site.profile.limits
    if not on_postgres(settings):
        return {
            ports.ILimits: limits_from_settings(settings.raw, rules, settings.secret),
            ports.ITurns: MemoryTurns(),
            ports.ISearchIndex: search_from_settings(settings.raw),
        }
    from complaints_plugins.postgres import Connections, PostgresIndex, PostgresTurns  # needs the driver

    connections, limits = Connections(settings.uri), {STORAGE: settings.uri, **settings.raw}
    named = settings.raw.get(SEARCH, "").strip()
    return {
        ports.ILimits: limits_from_settings(limits, rules, settings.secret),
        ports.ITurns: PostgresTurns(connections),
        ports.ISearchIndex: search_from_settings(settings.raw) if named else PostgresIndex(connections),
    }


def on_postgres(settings: Settings) -> bool:
    """Tell whether several processes may keep everything in one database."""
    return settings.store == "zodb" and settings.uri.startswith(POSTGRES)
