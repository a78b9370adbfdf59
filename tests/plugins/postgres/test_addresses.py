"""An address says who asks, where, and how; names and passwords may hold any letter."""

from collections.abc import Iterator
from urllib.parse import quote

import psycopg2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from psycopg2.extensions import parse_dsn, quote_ident

from complaints_core.interfaces.errors import SettingError
from complaints_plugins.addresses import dsn_of, store_options
from complaints_plugins.limits import limits_from_settings
from complaints_plugins.postgres import Connections, PostgresStorage
from complaints_plugins.zodb.database import open_database
from tests.plugins.test_limits import RULES, SECRET
from tests.postgres import GUARDED, libpq, someone_at

PASSWORD = "p@ss/w:o?r#d %41 'چادر' \\\\ \"tents\""

Names = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=20)


def who_asks(uri: str) -> str:
    """The name by which the server knows whoever comes by an address."""

    def asked(cursor: psycopg2.extensions.cursor) -> str:
        cursor.execute("SELECT current_user")
        ((name,),) = cursor.fetchall()
        return str(name)

    connections = Connections(uri)
    try:
        return connections.run(asked)
    finally:
        connections.close()


@pytest.fixture
def guarded(postgres_uri: str) -> Iterator[str]:
    """The address of somebody whose password is asked for."""
    with psycopg2.connect(libpq(postgres_uri)) as connection, connection.cursor() as cursor:
        role = quote_ident(GUARDED, cursor)
        cursor.execute(f"CREATE ROLE {role} LOGIN SUPERUSER PASSWORD %s", (PASSWORD,))
    yield someone_at(postgres_uri, GUARDED, PASSWORD)
    with connection, connection.cursor() as cursor:
        cursor.execute(f"REASSIGN OWNED BY {role} TO current_user; DROP ROLE {role}")
    connection.close()


@given(user=Names, password=Names, database=Names)
def test_every_part_is_read_as_it_was_meant(user: str, password: str, database: str) -> None:
    parts = quote(user, safe=""), quote(password, safe=""), quote(database, safe="")
    read = parse_dsn(dsn_of("postgres://{}:{}@db.example:5433/{}".format(*parts)))
    assert read == {
        "user": user, "password": password, "dbname": database, "host": "db.example", "port": "5433"
    }  # fmt: skip


def test_options_are_for_the_client_or_for_the_store() -> None:
    uri = "postgres://office@[::1]/complaints?keep_history=0&ssl_mode=verify-full&connect_timeout=3"
    read = parse_dsn(dsn_of(uri))
    assert (read["host"], read["sslmode"], read["connect_timeout"]) == ("::1", "verify-full", "3")
    assert "port" not in read
    assert store_options(uri) == {"keep_history": "0"}


def test_an_at_sign_may_stand_in_a_password_as_it_is() -> None:
    read = parse_dsn(dsn_of("postgres://office:blue@tents@db.example/complaints"))
    assert (read["user"], read["password"], read["host"]) == ("office", "blue@tents", "db.example")


def test_certificates_are_asked_for_in_either_word() -> None:
    uri = "postgres://office@db.example/complaints?sslmode=verify-full"
    assert parse_dsn(dsn_of(uri))["sslmode"] == "verify-full"
    assert store_options(uri) == {}


def test_whoever_has_an_odd_name_and_password_keeps_everything_there(guarded: str) -> None:
    open_database(guarded, threads=1).close()
    assert who_asks(guarded) == GUARDED
    assert PostgresStorage(guarded).check()


def test_a_wrong_password_stops_the_start_in_one_sentence(guarded: str) -> None:
    wrong = someone_at(guarded, GUARDED, "blue tents")
    with pytest.raises(SettingError, match=r"zodb\.uri: cannot be opened: .*authentication") as refused:
        open_database(wrong, threads=1)
    assert "tents" not in str(refused.value)


def test_a_storage_never_shows_the_password(guarded: str) -> None:
    db = open_database(guarded, threads=1)
    assert "tents" not in f"{db.storage!r} {db.storage.getName()} {db!r}"
    db.close()


def test_a_server_without_certificates_serves_nobody_who_asks_for_them(postgres_uri: str) -> None:
    asking = postgres_uri.partition("?")[0] + "?ssl_mode={}"
    open_database(asking.format("disable"), threads=1).close()
    assert who_asks(asking.format("prefer"))
    with pytest.raises(SettingError, match=r"zodb\.uri: cannot be opened: .*SSL"):
        open_database(asking.format("require"), threads=1)
    with pytest.raises(psycopg2.OperationalError, match="SSL"):
        who_asks(asking.format("require"))


@pytest.mark.parametrize(
    "password", ["blue/tents", "blue#tents", "blue?tents", "[tents", "b@1/tents", "b@1?tents", "b@1#tents"]
)
def test_a_password_that_is_not_written_so_is_refused_and_not_told(password: str) -> None:
    uri = f"postgres://office:{password}@127.0.0.1:1/complaints"
    with pytest.raises(SettingError, match=r"zodb\.uri: .*%2F") as store:
        open_database(uri, threads=1)
    with pytest.raises(SettingError, match=r"complaints\.limits\.storage: ") as limits:
        limits_from_settings({"complaints.limits.storage": uri}, RULES, SECRET)
    for told in (str(store.value), str(limits.value)):
        assert "blue" not in told
        assert "tents" not in told


def test_limits_on_a_server_out_of_reach_stop_the_start_in_one_sentence() -> None:
    uri = "postgres://office:blue-tents@127.0.0.1:1/complaints"
    with pytest.raises(SettingError, match=r"complaints\.limits\.storage: cannot be opened: ") as refused:
        limits_from_settings({"complaints.limits.storage": uri}, RULES, SECRET)
    assert "\n" not in str(refused.value)
    assert "tents" not in str(refused.value)
