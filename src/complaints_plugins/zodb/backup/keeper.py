"""Making backups, putting them back, and forgetting old ones.

Each stands in a folder of its own, named by its moment in UTC, with a manifest of all its files. It is
written under another name and gets its own when all of it is on the disk.
"""

import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from ZODB import DB

from complaints_core.interfaces.errors import SettingError
from complaints_plugins.zodb.audit import ZodbAudit
from complaints_plugins.zodb.backup.dump import copy_database_of_server, put_back_on_server
from complaints_plugins.zodb.backup.file_copy import alone, copy_file, is_empty, put_back
from complaints_plugins.zodb.backup.manifest import (
    ASIDE,
    FOLDER,
    Manifest,
    digest_of,
    generations,
    manifest_of,
)
from complaints_plugins.zodb.backup.sealing import SUFFIX, Seal
from complaints_plugins.zodb.census import Census, FilesRead, census_of, read_files
from complaints_plugins.zodb.database import open_storage
from complaints_plugins.zodb.server import is_empty_on_server, scratch
from complaints_plugins.zodb.site import site_of
from complaints_plugins.zodb.transactions import connected
from complaints_plugins.zodb.uris import FILE, POSTGRES

KINDS: Final = {FILE: "file", POSTGRES: "postgres"}

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Keeper:
    """Makes backups of databases, and databases of backups. `seal` locks what leaves the database, where a
    key is set; `programs` is the folder of PostgreSQL's programs, empty for wherever they are."""

    seal: Seal | None = None
    programs: str = ""

    def back_up(self, uri: str, folder: Path) -> tuple[Path, Manifest]:
        """Add a backup to a folder of backups; answers where it is. Raises SettingError.

        What the one before holds is taken from there, unless it is found to be damaged.
        """
        kind, made_at = kind_of(uri), datetime.now(UTC)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        target = folder / made_at.strftime("%Y-%m-%dT%H-%M-%S.%fZ")
        aside = folder / f"{target.name}{ASIDE}"
        aside.mkdir(mode=0o700)
        try:
            manifest = self._filled(uri, aside, made_at, self._before(folder, kind))
            manifest.write(aside)
            os.sync()  # all of it is on the disk before it is called a backup
            aside.rename(target)
        except BaseException:
            shutil.rmtree(aside, ignore_errors=True)
            raise
        return target, manifest

    def restore(self, folder: Path, uri: str) -> Census:
        """Make a database of a backup; answers what is in it, having compared it with what the backup says.

        Raises SettingError, and nothing is touched, for a backup that is damaged, of another kind of store,
        or not sealed where there is a key, and for a database that is not empty; also for one that does not
        hold in the end what it should.
        """
        manifest = manifest_of(folder)
        self._refuse(folder, manifest, uri)
        with self._opened(folder, manifest) as plain:
            if manifest.kind == "file":
                put_back(plain, uri)
            else:
                put_back_on_server(plain, uri, self.programs)
        return _compared(uri, manifest)

    @contextmanager
    def elsewhere(self, uri: str, folder: Path) -> Iterator[str]:
        """Hand over the address of an empty store of the same kind, which is gone afterwards: in a folder, or
        beside the database on its server. Raises SettingError."""
        if kind_of(uri) == "file":
            yield f"{FILE}{folder.absolute()}/restored/Data.fs"
            return
        with scratch(uri) as empty:
            yield empty

    def _filled(self, uri: str, aside: Path, made_at: datetime, before: Path | None) -> Manifest:
        """Copy everything into an empty folder; answers the list of its contents."""
        with alone(uri) if uri.startswith(FILE) else nullcontext():
            census, last = self._copied(uri, aside, before)
        manifest = Manifest(
            kind=kind_of(uri),
            made_at=made_at.isoformat(timespec="seconds"),
            last=last,
            sealed=self.seal is not None,
            census=census,
            files=self._sealed(aside),
        )
        if before is None or not manifest_of(before).contradicted_by(manifest):
            return manifest
        log.error("the backup %s is damaged; nothing of it is taken into the next", before.name)
        shutil.rmtree(aside)
        aside.mkdir(mode=0o700)
        return self._filled(uri, aside, made_at, None)

    def _copied(self, uri: str, aside: Path, before: Path | None) -> tuple[Census, str]:
        if uri.startswith(FILE):
            return copy_file(uri, aside, before)
        return copy_database_of_server(uri, aside, self.programs)

    def _before(self, folder: Path, kind: str) -> Path | None:
        """The newest backup of the same kind that can be built upon: what is sealed cannot."""
        made = (one for one in reversed(generations(folder)) if self.seal is None)
        return next((one for one in made if _fits(manifest_of(one), kind)), None)

    def _sealed(self, aside: Path) -> dict[str, str]:
        """Seal every file in a folder, where there is a key; answers their digests by place."""
        digests = {}
        for file in sorted(one for one in aside.rglob("*") if one.is_file()):
            place = file.relative_to(aside).as_posix()
            if self.seal is not None:
                sealed = file.with_name(file.name + SUFFIX)
                self.seal.seal(file, sealed, place)
                file.unlink()
                file, place = sealed, place + SUFFIX
            digests[place] = digest_of(file)
        return digests

    def _refuse(self, folder: Path, manifest: Manifest, uri: str) -> None:
        if kind_of(uri) != manifest.kind:
            raise SettingError("--to", f"this is a backup of a {manifest.kind} store; restore, then `copy`")
        if manifest.sealed and self.seal is None:
            raise SettingError("complaints.backup.key", "is needed to open this backup")
        if not manifest.sealed and self.seal is not None:
            reason = (
                "is set, and this backup is not sealed: anybody may have made it; leave the key out for it"
            )
            raise SettingError("complaints.backup.key", reason)
        if not (is_empty if manifest.kind == "file" else is_empty_on_server)(uri):
            raise SettingError("--to", "this store is not empty; nothing was touched")
        damaged = list(manifest.damaged(folder))
        if damaged:
            raise SettingError(
                FOLDER, f"this backup is damaged, nothing was restored: {', '.join(damaged[:5])}"
            )

    @contextmanager
    def _opened(self, folder: Path, manifest: Manifest) -> Iterator[Path]:
        """Hand over a folder with the files of a backup as they were before they were sealed."""
        if self.seal is None or not manifest.sealed:
            yield folder
            return
        with TemporaryDirectory(prefix="complaints-restore-") as temporary:
            for place in manifest.files:
                plain = Path(temporary, place.removesuffix(SUFFIX))
                plain.parent.mkdir(parents=True, exist_ok=True)
                self.seal.open(folder / place, plain, place.removesuffix(SUFFIX))
            yield Path(temporary)


def kind_of(uri: str) -> str:
    """Answer the kind of a store by its URI; raises SettingError for one that is not backed up here."""
    for scheme, kind in KINDS.items():
        if uri.startswith(scheme):
            return kind
    raise SettingError("zodb.uri", "backups are made of file:// and postgres:// databases")


def files_of(uri: str) -> FilesRead:
    """Read all attachments of a database; see `read_files`."""
    with _looking_at(uri) as connection:
        return read_files(connection)


def forget_old(folder: Path, keep: int) -> list[Path]:
    """Forget all but the newest backups of a folder; answers those that are gone."""
    old = generations(folder)[:-keep]
    for one in old:
        shutil.rmtree(one)
    return old


def _fits(manifest: Manifest, kind: str) -> bool:
    return manifest.kind == kind and not manifest.sealed


def _compared(uri: str, manifest: Manifest) -> Census:
    """What is in a database that was restored; raises SettingError where it is not what was backed up."""
    with _looking_at(uri) as connection:
        census, broken = census_of(connection), ZodbAudit(site_of(connection)).verify()
    if census != manifest.census:
        raise SettingError(FOLDER, f"what was restored differs: {census}, but {manifest.census} was kept")
    if broken is not None:
        raise SettingError(FOLDER, f"the audit is broken at entry {broken} in what was restored")
    return census


@contextmanager
def _looking_at(uri: str) -> Iterator[Any]:
    """Hand over a connection to a database of any generation."""
    storage, options = open_storage(uri)
    with closing(DB(storage, **options)) as db, connected(db) as connection:
        yield connection
