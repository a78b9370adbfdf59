"""production.ini starts as it stands with its secrets in the environment, and refuses what is not safe."""

import re
from pathlib import Path
from typing import Any

import pytest
from pyramid.paster import get_appsettings
from webtest import TestApp

import complaints_web
from complaints_core.interfaces.errors import SettingError
from complaints_web.environment import filled

ROOT = Path(__file__).resolve().parents[2]
INI = ROOT / "production.ini"
SECRETS = {"COMPLAINTS_SECRET": "forty-random-characters-of-an-installation", "COMPLAINTS_SMS_KEY": "AB12"}


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, Any]:
    """The settings of production.ini, with a database that a test may write."""
    return {
        **get_appsettings(str(INI)),
        "zodb.uri": f"file://{tmp_path}/Data.fs?blobstorage_dir={tmp_path}/blobs",
    }


@pytest.fixture
def secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)


@pytest.mark.usefixtures("secrets")
def test_it_serves_pages_with_the_secrets_of_the_environment(settings: dict[str, Any]) -> None:
    router = complaints_web.main({}, **settings)
    site = TestApp(router, extra_environ={"wsgi.url_scheme": "https"})

    page = site.get("/login")

    assert "secure" in page.headers["Set-Cookie"].lower()
    assert "max-age" in page.headers["Strict-Transport-Security"]
    assert site.get("/dev/messages", status=404)
    router.registry["complaints.site"].close()


def test_without_its_secret_it_does_not_start(
    settings: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COMPLAINTS_SECRET", raising=False)

    with pytest.raises(SettingError, match="COMPLAINTS_SECRET"):
        complaints_web.main({}, **settings)


@pytest.mark.usefixtures("secrets")
@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("complaints.secret", "short"),
        ("complaints.sms", "console"),
        ("complaints.challenge", "off"),
        ("complaints.passwords", "fast"),
        ("complaints.limits", "off"),
    ],
)
def test_what_is_for_development_is_refused(settings: dict[str, Any], setting: str, value: str) -> None:
    with pytest.raises(SettingError, match=re.escape(setting)):
        complaints_web.main({}, **{**settings, "complaints.store": "memory", setting: value})


def test_it_explains_every_setting_that_the_program_reads() -> None:
    """A setting is a text beginning with `complaints.` or `zodb.` that stands alone in the code."""
    sources = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    read = set(
        re.findall(
            r'(?:\(|SETTING = |STORAGE = |texts, |raw, )"((?:complaints|zodb)\.[a-z_.]+[a-z])"', sources
        )
    )

    assert {"complaints.secret", "complaints.limits.storage", "zodb.uri"} <= read
    assert {one for one in read if one not in INI.read_text(encoding="utf-8")} == set()


def test_a_value_may_be_put_together_from_several_names() -> None:
    uri = {"zodb.uri": "postgres://${USER_NAME}:${WORD}@db/complaints", "threads": 4}

    assert filled(uri, {"USER_NAME": "office", "WORD": "s3$cret"}) == {
        "zodb.uri": "postgres://office:s3$cret@db/complaints",
        "threads": 4,
    }


def test_a_name_that_is_not_set_is_told_without_any_value() -> None:
    with pytest.raises(SettingError) as told:
        filled({"complaints.sms.http.key": "${KEY}"}, {"OTHER": "hidden"})

    assert str(told.value) == "complaints.sms.http.key: the environment has no KEY"
