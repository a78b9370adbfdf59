"""Whoever looks at a database sees one moment of it, disturbs nobody, and needs little room."""

import pytest
from ZODB import DB

from complaints_core.interfaces.errors import SettingError
from complaints_core.testing.builders import citizen, complaint
from complaints_core.testing.contracts.search_house import numbered
from complaints_plugins.zodb.looking import KeptComplaints, kept_complaints
from complaints_plugins.zodb.site import site_of
from complaints_plugins.zodb.stores import unit_of_work
from complaints_plugins.zodb.transactions import FORGOTTEN, connected
from tests.plugins.zodb.conftest import SECRET

MANY = 3


@pytest.fixture
def office(db: DB) -> DB:
    """A database with some complaints, of which the first waits for the indexer; it stays open."""
    with unit_of_work(db, SECRET) as stores:
        stores.citizens.add(citizen())
        for number in range(MANY):
            stores.complaints.add(complaint(number))
    with unit_of_work(db, SECRET) as stores:
        stores.changes.done(one for one in stores.changes.changed(MANY) if one.code != complaint(0).code)
    return db


def codes_of(kept: KeptComplaints) -> list[str]:
    """The codes of all complaints that a look meets, those of the first numbers first."""
    return sorted(one.code for one in kept.walk())


def test_every_complaint_is_seen_once_and_what_waits_is_known(office: DB, uri: str) -> None:
    with kept_complaints(uri) as kept:
        assert codes_of(kept) == numbered(*range(MANY))
        assert kept.get(complaint(1).code) == complaint(1)
        assert [kept.holds(code) for code in numbered(1, MANY)] == [True, False]
        assert kept.get(complaint(MANY).code) is None
        assert [kept.waits(code) for code in numbered(0, 1, MANY)] == [True, False, False]


def test_what_is_filed_meanwhile_is_seen_at_the_next_look(office: DB, uri: str) -> None:
    with kept_complaints(uri) as kept:
        with unit_of_work(office, SECRET) as stores:
            stores.complaints.add(complaint(MANY))
        assert codes_of(kept) == numbered(*range(MANY))
        with kept_complaints(uri) as later:
            assert codes_of(later) == numbered(*range(MANY + 1))
            assert later.waits(complaint(MANY).code)


def test_a_long_walk_holds_only_some_complaints_at_once(office: DB, uri: str) -> None:
    with unit_of_work(office, SECRET) as stores:
        for number in range(MANY, 3 * FORGOTTEN):
            stores.complaints.add(complaint(number))
    with kept_complaints(f"{uri}{'&' if '?' in uri else '?'}connection_cache_size=100") as kept:
        cache = kept.site._p_jar._cache
        most = max(cache.ringlen() for _ in kept.walk())
        assert most < 2 * FORGOTTEN


def test_where_there_is_nothing_nothing_is_looked_at(uri: str) -> None:
    with pytest.raises(SettingError), kept_complaints(f"{uri}.nowhere"):
        raise AssertionError("there is nothing")


def test_a_database_of_another_generation_is_not_looked_at(office: DB, uri: str) -> None:
    with connected(office) as connection:
        site_of(connection).generation += 1
    with pytest.raises(SettingError), kept_complaints(uri):
        raise AssertionError("it is of a newer program")
