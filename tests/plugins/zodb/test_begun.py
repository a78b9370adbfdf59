"""With which secret a database was begun is noted once, and never holds up a start that may go on."""

from pathlib import Path

import pytest

from complaints_core.interfaces.errors import SettingError
from complaints_plugins.zodb.begun import refuse_other_secret
from complaints_plugins.zodb.database import open_database
from tests.plugins.zodb.filers import full_disk

FIRST, SECOND = b"the first secret", b"another secret"


def test_on_a_full_disk_it_is_noted_at_a_later_start(tmp_path: Path) -> None:
    db = open_database(f"file://{tmp_path}/Data.fs", threads=1, width=4)
    with full_disk(tmp_path / "Data.fs", 0):
        refuse_other_secret(db, FIRST)
    refuse_other_secret(db, SECOND)
    with pytest.raises(SettingError, match="not the one"):
        refuse_other_secret(db, FIRST)
    db.close()


def test_what_is_noted_tells_nothing_of_the_secret(tmp_path: Path) -> None:
    db = open_database(f"file://{tmp_path}/Data.fs", threads=1, width=4)
    refuse_other_secret(db, FIRST)
    db.close()
    assert FIRST not in (tmp_path / "Data.fs").read_bytes()
