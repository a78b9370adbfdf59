"""Where the bytes of a file are, and when they are gone."""

import time
from io import BytesIO
from pathlib import Path

import pytest
from ZODB import DB

from complaints_core.testing.fixed import FixedDraws
from complaints_plugins.zodb.stores import stores_for
from tests.plugins.zodb.conftest import SECRET, Session


def bytes_on_disk(tmp_path: Path) -> list[bytes]:
    blobs = (tmp_path / "data" / "Data.fs.blobs").rglob("*")
    return sorted(one.read_bytes() for one in blobs if one.is_file() and not one.name.startswith("."))


def test_an_aborted_transaction_leaves_no_file(session: Session, tmp_path: Path) -> None:
    file = session.stores.files.add(BytesIO(b"picture"), "clean")
    assert bytes_on_disk(tmp_path) == [b"picture"], "they are written where the commit only renames them"
    session.abort()
    assert session.stores.files.state(file) is None
    assert bytes_on_disk(tmp_path) == []


def test_an_infected_file_cannot_be_opened_and_its_bytes_go_when_the_database_is_packed(
    session: Session, db: DB, tmp_path: Path
) -> None:
    good, bad = (session.stores.files.add(BytesIO(word), "pending") for word in (b"good", b"bad"))
    session.commit()
    session.stores.files.judge(good, "clean")
    session.stores.files.judge(bad, "infected")
    session.commit()
    with pytest.raises(KeyError):
        session.stores.files.open(bad)
    db.pack(time.time() + 1)
    assert bytes_on_disk(tmp_path) == [b"good"]
    with session.stores.files.open(good) as stream:
        assert stream.read() == b"good"


def test_what_a_picture_said_goes_when_the_database_is_packed_after_it_was_drawn_anew(
    session: Session, db: DB, tmp_path: Path
) -> None:
    file = session.stores.files.add(BytesIO(b"as it came"), "raw")
    session.commit()
    session.stores.files.replace(file, BytesIO(b"drawn anew"), "clean")
    session.commit()
    db.pack(time.time() + 1)
    assert bytes_on_disk(tmp_path) == [b"drawn anew"]


def test_an_aborted_drawing_leaves_a_picture_as_it_came(session: Session, tmp_path: Path) -> None:
    file = session.stores.files.add(BytesIO(b"as it came"), "raw")
    session.commit()
    session.stores.files.replace(file, BytesIO(b"drawn anew"), "clean")
    session.abort()
    assert bytes_on_disk(tmp_path) == [b"as it came"]
    assert session.stores.files.awaiting("raw", 10) == [file]


def test_a_stream_outlives_its_connection(session: Session, another: Session) -> None:
    file = session.stores.files.add(BytesIO(b"picture"), "clean")
    session.commit()
    another.abort()
    stream = another.stores.files.open(file)
    another.connection.cacheMinimize()
    another.abort()
    with stream:
        assert stream.read() == b"picture"


def test_an_open_stream_does_not_keep_a_transaction_from_committing(session: Session) -> None:
    file = session.stores.files.add(BytesIO(b"picture"), "clean")
    with session.stores.files.open(file) as stream:
        session.commit()
        assert stream.read() == b"picture"


def test_ids_are_thirty_two_drawn_digits(session: Session) -> None:
    files = stores_for(session.connection, SECRET, FixedDraws(0xABC, 16**32 - 1)).files
    assert files.add(BytesIO(b"one"), "clean") == "0" * 29 + "abc"
    assert files.add(BytesIO(b"two"), "clean") == "f" * 32
