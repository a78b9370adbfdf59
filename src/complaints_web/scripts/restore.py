"""Put a backup back into an empty store.

Every file is compared with its SHA-256 before anything is touched. Afterwards what is there is counted and
the chain of the audit walked. The search index and the figures fill themselves again.
"""

import argparse
from pathlib import Path

from complaints_web.database import chosen, keeper_of, manifest_of
from complaints_web.scripts.backup import told
from complaints_web.scripts.reading import settings_of
from complaints_web.settings import Settings
from complaints_web.sharing import caches_of


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Say from where, and where to."""
    command.add_argument(
        "folder", metavar="DIR", type=Path, help="a backup, or the folder of all: the newest"
    )
    command.add_argument("--to", metavar="URI", help="an empty store, instead of `zodb.uri`")


def run(arguments: argparse.Namespace) -> int:
    """Restore, and say what is there now."""
    raw = settings_of(arguments.ini)
    settings, folder = Settings.read(raw), chosen(arguments.folder)
    keeper_of(raw).restore(folder, arguments.to or settings.uri)
    if not arguments.to:  # what the caches hold is of the store that was here before
        for cache in caches_of(settings):
            cache.clear()
    manifest = manifest_of(folder)
    print(f"Restored {folder.name}, made {manifest.made_at}; counted and compared:\n{told(manifest)}")
    return 0
