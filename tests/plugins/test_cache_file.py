"""A cache file is opened once by each thread that reads, and never read when it is gone."""

import gc
import sqlite3
from pathlib import Path
from sqlite3 import Connection
from threading import Thread
from unittest.mock import patch

import pytest

from complaints_plugins.cache_file import CacheFile, Layout

LAYOUT = Layout(1, ("CREATE TABLE things (name TEXT)",))


def kept_in(cache: CacheFile) -> list[str]:
    return cache.read(lambda file: [name for (name,) in file.execute("SELECT name FROM things")])


def keep(cache: CacheFile, name: str) -> None:
    def insert(file: Connection) -> None:
        file.execute("INSERT INTO things VALUES (?)", (name,))

    cache.change(insert)


def test_a_thread_opens_the_file_once_however_often_it_reads(tmp_path: Path) -> None:
    cache = CacheFile(tmp_path / "things.db", LAYOUT)
    keep(cache, "a lamp")
    kept_in(cache)
    with patch("sqlite3.connect", side_effect=AssertionError("opened again")):
        assert kept_in(cache) == ["a lamp"]


def test_what_is_written_meanwhile_is_read(tmp_path: Path) -> None:
    cache = CacheFile(tmp_path / "things.db", LAYOUT)
    assert kept_in(cache) == []
    keep(cache, "a lamp")
    assert kept_in(cache) == ["a lamp"]


def test_a_file_that_is_gone_is_read_no_more(tmp_path: Path) -> None:
    cache, same = CacheFile(tmp_path / "things.db", LAYOUT), CacheFile(tmp_path / "things.db", LAYOUT)
    keep(cache, "a lamp")
    kept_in(cache)
    same.clear()
    assert kept_in(cache) == []
    keep(same, "a chair")
    assert kept_in(cache) == ["a chair"]


def test_another_thread_has_a_connection_of_its_own(tmp_path: Path) -> None:
    cache, opened = CacheFile(tmp_path / "things.db", LAYOUT), sqlite3.connect
    kept_in(cache)
    with patch("sqlite3.connect", side_effect=opened) as connect:
        reader = Thread(target=kept_in, args=(cache,))
        reader.start()
        reader.join()
    assert connect.call_count == 1


def test_a_cache_that_nobody_needs_closes_what_it_opened_also_in_a_ring_of_garbage(tmp_path: Path) -> None:
    ring: list[object] = []
    cache = CacheFile(tmp_path / "things.db", LAYOUT)
    ring += [cache, ring]
    connection = cache.read(lambda file: file)
    connection.execute("SELECT 1")
    del cache, ring
    gc.collect()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        connection.execute("SELECT 1")
