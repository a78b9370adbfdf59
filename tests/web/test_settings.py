"""A wrong ini line stops the start, and one sentence names it: in `main` and in the command."""

from collections.abc import Mapping
from pathlib import Path

import pytest

import complaints_web
from complaints_core.interfaces.errors import ProfileError, SettingError
from complaints_plugins.sms.settings import KNOWN as KNOWN_OF_HTTP
from complaints_plugins.sms.settings import PREFIX
from complaints_plugins.zodb.database import open_database
from complaints_web.scripts import main as command
from complaints_web.settings import KNOWN
from complaints_web.site import site_of
from complaints_web.wsgi import application

ROOT = Path(__file__).parents[2]
SECRET = "a secret of thirty-two characters"
SOUND = {
    "complaints.store": "memory",
    "complaints.passwords": "fast",
    "complaints.challenge": "off",
    "complaints.sms": "console",
}
PRODUCTION = {
    "complaints.production": "true",
    "complaints.secret": SECRET,
    "complaints.store": "memory",
    "complaints.passwords": "argon2id",
    "complaints.challenge": "image",
    "complaints.sms": "spool",
    "complaints.sms.spool": "/dev/null",
}
WRONG = {
    "complaints.store": "oracle",
    "complaints.secret": "too short",
    "complaints.production": "maybe",
    "complaints.sms": "pigeon",
    "complaints.sms.inline": "perhaps",
    "complaints.sms.spool": "",
    "complaints.challenge": "riddle",
    "complaints.scanner": "norton",
    "complaints.pictures": "never",
    "complaints.passwords": "md5",
    "complaints.attachments.max_files": "many",
    "complaints.attachments.max_bytes": "0",
    "complaints.attachments.max_total_bytes": "-1",
    "complaints.limits": "sometimes",
    "complaints.limits.storage": "carrier://pigeon",
    "complaints.threads": "four",
    "complaints.session.idle_minutes": "½",
    "complaints.session.staff_idle_minutes": "later",
    "complaints.profile": "no_such_profile",
    "complaints.plugins": "no_such_module",
    "complaints.log": "morse",
    "complaints.metrics.allow": "home",
    "complaints.ready.index_seconds": "soon",
    "complaints.ready.outbox_seconds": "0",
    "complaints.ready.disk_mib": "-5",
    "complaints.ready.commit_seconds": "never",
    "complaints.waiting": "everybody",
    "complaints.waiting.seconds": "long",
    "complaints.search": "search.txt",
    "complaints.figures": "/nowhere/figures",
    "complaints.backup.key": "blue tents",
    "complaints.backup.postgres": "/nowhere/bin",
    "zodb.uri": "oracle:nowhere",
}
"""For every setting a value that is none."""
HTTP = {
    "complaints.sms": "http",
    "complaints.sms.http.preset": "kavenegar",
    "complaints.sms.http.key": "blue-tents",
    "complaints.sms.http.sender": "10008663",
}
NAMED_AND_SECRET = {**HTTP, "complaints.sms.http.preset": "melipayamak"}
WRONG_HTTP = {
    "complaints.sms.http.preset": "pigeon",
    "complaints.sms.http.key": "two words",
    "complaints.sms.http.username": "",
    "complaints.sms.http.password": "",
    "complaints.sms.http.sender": "behzisti",
    "complaints.sms.http.timeout": "3600",
    "complaints.sms.http.base_url": "http://sms.example.org",
    "complaints.sms.http.template.registration_code": "",
    "complaints.sms.http.template.no_such_text": "pattern",
    "complaints.sms.http.colour": "blue",
}
BESIDE = {
    "complaints.secret": {"complaints.production": "true"},
    "complaints.sms.spool": {"complaints.sms": "spool"},
    "zodb.uri": {"complaints.store": "zodb"},
    **dict.fromkeys(WRONG_HTTP, HTTP),
    "complaints.sms.http.username": {**NAMED_AND_SECRET, "complaints.sms.http.password": "secret"},
    "complaints.sms.http.password": {**NAMED_AND_SECRET, "complaints.sms.http.username": "office"},
}
"""What else stands in an ini in which somebody looks at a setting."""
SECRETS = {
    "complaints.secret",
    "complaints.backup.key",
    "complaints.sms.http.key",
    "complaints.limits.storage",
}
"""What may be a secret is not said again."""
EVERY = {**WRONG, **WRONG_HTTP}
REFUSED_IN_PRODUCTION = {
    "complaints.secret": "too short",
    "complaints.sms": "console",
    "complaints.challenge": "off",
    "complaints.passwords": "fast",
    "complaints.limits": "off",
}


def wrong(key: str) -> dict[str, str]:
    """Settings of which one is wrong."""
    return {**SOUND, **BESIDE.get(key, {}), key: EVERY[key]}


def refusal(settings: Mapping[str, str]) -> str:
    """What the start is refused with."""
    with pytest.raises((SettingError, ProfileError)) as refused:
        complaints_web.main({}, **settings)
    return str(refused.value)


def written(folder: Path, settings: Mapping[str, str]) -> str:
    """An ini file with these settings."""
    path = folder / "site.ini"
    lines = [f"{key} = {value}" for key, value in settings.items()]
    path.write_text("\n".join(["[app:main]", "use = egg:complaints", *lines]), encoding="utf-8")
    return str(path)


def test_every_setting_has_a_value_that_is_refused() -> None:
    assert set(WRONG) == KNOWN
    assert {f"{PREFIX}{name}" for name in KNOWN_OF_HTTP} <= set(WRONG_HTTP)


def test_every_setting_is_explained_where_operators_copy_it() -> None:
    explained = (ROOT / "production.ini").read_text(encoding="utf-8")
    assert sorted(key for key in KNOWN if f"{key} = " not in explained) == []


@pytest.mark.parametrize("key", EVERY)
def test_a_wrong_line_is_named_in_one_sentence(key: str) -> None:
    said = refusal(wrong(key))
    assert "\n" not in said
    assert key in said or (key, EVERY[key] in said) == ("complaints.profile", True)
    assert key not in SECRETS or EVERY[key] not in said


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("complaints.sesion.idle_minutes", "is complaints.session.idle_minutes meant?"),
        ("complaints.zebra", "there is no such setting"),
        ("complaints.Store", "is complaints.store meant?"),
        ("Complaints.store", "is complaints.store meant?"),
        ("zodb.url", "is zodb.uri meant?"),
    ],
)
def test_a_name_that_is_misspelt_is_refused(key: str, said: str) -> None:
    assert f"{key}: there is no such setting" in refusal({**SOUND, key: "30"})
    assert said in refusal({**SOUND, key: "30"})


@pytest.mark.parametrize(
    ("key", "text", "named"),
    [
        ("complaints.threads", "100000", "complaints.threads: "),
        ("complaints.session.idle_minutes", "9" * 20, "complaints.session.idle_minutes: "),
        ("complaints.attachments.max_bytes", "9" * 5000, "complaints.attachments.max_bytes: "),
        ("complaints.profile", " ", "complaints.profile: "),
        ("complaints.profile", str(ROOT), str(ROOT)),
    ],
)
def test_a_value_that_nobody_means_is_refused_in_one_sentence(key: str, text: str, named: str) -> None:
    said = refusal({**SOUND, key: text})
    assert named in said
    assert "\n" not in said


def test_the_spool_is_no_folder(tmp_path: Path) -> None:
    said = refusal({**SOUND, "complaints.sms": "spool", "complaints.sms.spool": str(tmp_path)})
    assert said == "complaints.sms.spool: is a folder; it must be the file that takes the messages"


@pytest.mark.parametrize("words", [["worker", "--once"], ["serve"]], ids=["worker", "serve"])
@pytest.mark.parametrize("key", EVERY)
def test_the_command_says_it_and_ends_with_two(
    key: str, words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ini = written(tmp_path, wrong(key))
    assert command([ini, *words]) == 2
    said = capsys.readouterr().err.strip()
    assert said.startswith(f"{ini}: ")
    assert "\n" not in said
    assert key in said or key == "complaints.profile"


@pytest.mark.parametrize("key", EVERY)
def test_the_entry_for_other_servers_says_it_and_ends_with_three(
    key: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ini = written(tmp_path, wrong(key))
    monkeypatch.setenv("COMPLAINTS_INI", ini)
    with pytest.raises(SystemExit) as ended:
        application()
    said = capsys.readouterr().err.strip()
    assert ended.value.code == 3
    assert said.startswith(f"{ini}: ")
    assert "\n" not in said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "the file: cannot be read: No such file or directory"),
        ("complaints.store = memory", "the file: is no ini file; see line 1"),
        ("[app:main]\nuse", "the file: is no ini file; see line"),
        ("[app:other]\nuse = egg:complaints", "the file: has no section [app:main]"),
        ("[app:main]\nuse = egg:complaints\nnothing", "the file: is no ini file; see line 3"),
        ("[app:main]\ncomplaints.store = memory", "[app:main]: lacks the line: use = egg:complaints"),
        ("[app:main]\nuse = egg:no-such-program", "use: no package 'no-such-program' is installed here"),
        ("[app:main]\nuse = egg:complaints\nzodb.uri = postgres://me:s%40cret@db/d", "zodb.uri: in an ini"),
        ("[app:main]\nuse = egg:complaints\nzodb.uri = file://%(there)s/Data.fs", "zodb.uri: in an ini"),
        ("[app:main]\nuse = egg:complaints\n[loggers]\nkeys = root", "the file: no log can be made"),
    ],
)
def test_a_file_that_is_none_is_told_in_a_sentence(
    text: str | None, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ini = tmp_path / "site.ini"
    if text is not None:
        ini.write_text(text, encoding="utf-8")
    assert command([str(ini), "serve"]) == 2
    told = capsys.readouterr().err.strip()
    assert told.startswith(f"{ini}: {said}")
    assert "\n" not in told
    assert "cret" not in told


@pytest.mark.parametrize(
    "line",
    [
        "listen = 192.0.2.1:1",
        "listen = 127.0.0.1:99999",
        "listen = 127.0.0.1:0",
        "listen = 127.0.0.1",
        "listen =",
        "backlog = many",
        "backlogs = 1",
    ],
)
def test_a_server_that_cannot_listen_is_told_in_a_sentence(
    line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ini = Path(written(tmp_path, SOUND))
    ini.write_text(f"{ini.read_text(encoding='utf-8')}\n[server:main]\nuse = egg:waitress\n{line}\n")
    assert command([str(ini), "serve"]) == 2
    said = capsys.readouterr().err.strip()
    assert said.startswith(f"{ini}: server:main: ")
    assert "\n" not in said


@pytest.mark.parametrize("port", ["0", "99999", "-1"])
def test_a_port_that_there_is_not_is_told_in_a_sentence(
    port: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ini = written(tmp_path, SOUND)
    assert command([ini, "serve", "--port", port]) == 2
    said = capsys.readouterr().err.strip()
    assert said.startswith(f"{ini}: server:main: '127.0.0.1:{port}' names no port")
    assert "\n" not in said


@pytest.mark.parametrize("key", REFUSED_IN_PRODUCTION)
def test_what_is_for_development_does_not_start_in_production(key: str) -> None:
    assert key in refusal({**PRODUCTION, key: REFUSED_IN_PRODUCTION[key]})


def test_a_sound_production_starts() -> None:
    assert complaints_web.main({}, **PRODUCTION)


def test_whoever_keeps_everything_in_memory_is_warned_in_production(
    caplog: pytest.LogCaptureFixture,
) -> None:
    complaints_web.main({}, **SOUND)
    assert "complaints.store is memory" not in caplog.text
    complaints_web.main({}, **PRODUCTION)
    assert "complaints.store is memory" in caplog.text


def test_the_folder_of_the_spool_must_be_there() -> None:
    said = refusal({**PRODUCTION, "complaints.sms.spool": "/nowhere/sms.jsonl"})
    assert said == "complaints.sms.spool: there is no folder /nowhere"


@pytest.mark.parametrize("secret", ["", "development-only-secret-that-everybody-can-read", "secret " * 6])
def test_production_needs_a_secret_of_its_own(secret: str) -> None:
    assert "complaints.secret" in refusal({**PRODUCTION, "complaints.secret": secret})


@pytest.mark.parametrize(
    "uri",
    ["nothing", "oracle://scott:tiger@host/db", "file:///proc/nowhere/Data.fs", "postgres://app:tiger@"],
)
def test_a_database_that_cannot_be_opened_is_named_without_its_password(uri: str) -> None:
    said = refusal({**SOUND, "complaints.store": "zodb", "zodb.uri": uri})
    assert said.startswith("zodb.uri: ")
    assert "tiger" not in said


@pytest.mark.parametrize(
    ("uri", "said"),
    [
        ("file://var/Data.fs", "three slashes"),
        ("postgresql://app:tiger@db/complaints", "write file:///FILE or postgres://"),
        ("", "write file:///FILE or postgres://"),
    ],
)
def test_an_address_that_is_nearly_right_is_told_how_to_be(uri: str, said: str) -> None:
    assert said in refusal({**SOUND, "complaints.store": "zodb", "zodb.uri": uri})


def test_a_file_that_another_site_has_open_is_refused_in_a_sentence(tmp_path: Path) -> None:
    uri = f"file://{tmp_path}/Data.fs"
    db = open_database(uri, threads=1, width=4)
    said = refusal({**SOUND, "complaints.store": "zodb", "zodb.uri": uri})
    assert "another process" in said
    db.close()


def test_the_spool_needs_a_file() -> None:
    assert "complaints.sms.spool" in refusal({**SOUND, "complaints.sms": "spool"})


def test_a_setting_that_is_no_text_is_read_all_the_same() -> None:
    assert complaints_web.main({}, **{**SOUND, "complaints.sms.inline": True, "complaints.threads": 2})


def test_the_limits_of_files_come_from_the_profile_unless_a_line_says_otherwise() -> None:
    app = complaints_web.main({}, **{**SOUND, "complaints.attachments.max_files": "2"})
    rules, of_profile = site_of(app.registry).file_rules, site_of(app.registry).profile.files
    assert rules.max_files == 2
    assert (rules.max_bytes, rules.max_total_bytes) == (of_profile.max_bytes, of_profile.max_total_bytes)
