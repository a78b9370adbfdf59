"""What was acknowledged is kept, and what failed has left nothing: after a kill, and on a full disk."""

import errno
import os
from importlib import import_module
from io import BytesIO
from pathlib import Path
from random import Random

import pytest

from complaints_core.testing.builders import complaint
from complaints_plugins.zodb.database import open_database
from complaints_plugins.zodb.stores import unit_of_work
from tests.plugins.zodb.conftest import SECRET
from tests.plugins.zodb.filers import full_disk, kept_codes, killed_while_filing, make

KILLS = 5


@pytest.fixture
def data(uri: str) -> Path:
    """The database's file."""
    return Path(uri.removeprefix("file://"))


def test_every_acknowledged_complaint_survives_the_kill_of_its_process(uri: str) -> None:
    make(uri).close()
    draw, acknowledged = Random(1405), set[str]()  # noqa: S311 - a moment, not a secret
    for kill in range(KILLS):
        acknowledged |= set(killed_while_filing(uri, kill * 10**6, draw.randrange(1, 120)))
        db = open_database(uri, threads=1)
        kept = kept_codes(db)
        db.close()
        assert acknowledged <= kept
    assert len(acknowledged) >= KILLS


@pytest.mark.parametrize("room", [0, 10, 200, 3000, 9000])
def test_a_full_disk_keeps_nothing_of_a_complaint_and_the_next_commit_works(
    room: int, uri: str, data: Path
) -> None:
    db = make(uri)
    with pytest.raises(OSError, match="too large"), full_disk(data, room), unit_of_work(db, SECRET) as stores:
        stores.complaints.add(complaint(1, description="x" * 20_000))
    assert kept_codes(db) == set()
    with unit_of_work(db, SECRET) as stores:
        stores.complaints.add(complaint(2))
    assert kept_codes(db) == {complaint(2).code}
    db.close()
    data.with_name("Data.fs.index").unlink()
    db = open_database(uri, threads=1)
    assert kept_codes(db) == {complaint(2).code}
    db.close()


def test_a_full_disk_leaves_no_half_file_behind(uri: str, data: Path) -> None:
    db = make(uri)
    content = BytesIO(b"x" * (data.stat().st_size + 10**6))
    with pytest.raises(OSError, match="too large"), full_disk(data, 0), unit_of_work(db, SECRET) as stores:
        stores.files.add(content, "clean")
    with unit_of_work(db, SECRET) as stores:
        stores.files.add(BytesIO(b"picture"), "clean")
    blobs = [
        one for one in Path(f"{data}.blobs").rglob("*") if one.is_file() and not one.name.startswith(".")
    ]
    assert [one.read_bytes() for one in blobs] == [b"picture"]
    db.close()


def test_a_disk_that_fails_in_the_last_moment_leaves_all_or_nothing(
    uri: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = make(uri)

    def fails(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as broken:
        broken.setattr(import_module("ZODB.FileStorage.FileStorage"), "fsync", fails)
        with pytest.raises(OSError, match="No space"), unit_of_work(db, SECRET) as stores:
            stores.complaints.add(complaint(1))
    db.close()
    db = open_database(uri, threads=1)
    assert kept_codes(db) <= {complaint(1).code}
    with unit_of_work(db, SECRET) as stores:
        stores.complaints.add(complaint(2))
    assert complaint(2).code in kept_codes(db)
    db.close()
