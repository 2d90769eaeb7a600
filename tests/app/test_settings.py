import re
from pathlib import Path

import pytest

from app.settings import PROJECT, Settings, SettingsError, read_settings
from corpus import Language
from corpus.errors import TracuuError


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def _write(text):
    Path("tracuu.toml").write_text(text, encoding="utf-8")


def test_defaults_are_what_ships():
    settings = read_settings()
    assert settings.corpus == PROJECT / "corpus" / "resolutions"
    assert settings.glosses == PROJECT / "corpus" / "glosses"
    assert (settings.clause_file, settings.index_folder) == (PROJECT / "var/clauses.jsonl", PROJECT / "var/index")
    assert (settings.encoder, settings.lang, settings.threads) == ("", None, None)


def test_flag_goes_before_environment_before_file_before_default(monkeypatch):
    assert read_settings().lang is None
    _write('lang = "en"\nencoder = "from-file"\nthreads = 2\n')
    assert (read_settings().lang, read_settings().encoder, read_settings().threads) == (Language.EN, "from-file", 2)
    monkeypatch.setenv("TRACUU_LANG", "vi")
    monkeypatch.setenv("TRACUU_ENCODER", "from-environment")
    assert (read_settings().lang, read_settings().encoder, read_settings().threads) == (
        Language.VI,
        "from-environment",
        2,
    )
    assert (read_settings(lang="en").lang, read_settings(lang="en").encoder) == (Language.EN, "from-environment")


def test_flag_that_was_not_given_sets_nothing(monkeypatch):
    monkeypatch.setenv("TRACUU_LANG", "en")
    assert read_settings(lang=None).lang is Language.EN


def test_administrators_key_is_shown_nowhere(monkeypatch):
    assert read_settings().admin_key is None
    monkeypatch.setenv("TRACUU_ADMIN_KEY", "bí mật")
    settings = read_settings()
    assert settings.admin_key.get_secret_value() == "bí mật"
    assert "bí mật" not in f"{settings!r} {settings} {settings.model_dump_json()}"


def test_settings_cannot_be_changed():
    with pytest.raises(ValueError, match="frozen"):
        read_settings().encoder = "other"


@pytest.mark.parametrize(
    ("name", "value"), [("LANG", "fr"), ("THREADS", "two")], ids=["unknown language", "threads that are no number"]
)
def test_value_that_cannot_be_used_is_named(monkeypatch, name, value):
    monkeypatch.setenv(f"TRACUU_{name}", value)
    with pytest.raises(SettingsError, match=f"{name.lower()} = '{value}' cannot be used.*TRACUU_{name}") as caught:
        read_settings()
    assert (caught.value.code, caught.value.values["value"]) == ("setting", value)
    assert isinstance(caught.value, TracuuError)


def test_unknown_name_in_the_file_is_refused():
    _write('encodr = "typo"\n')
    with pytest.raises(SettingsError, match="encodr"):
        read_settings()


def test_file_that_is_no_toml_is_named():
    _write("lang = \n")
    with pytest.raises(SettingsError, match=r"tracuu\.toml cannot be read") as caught:
        read_settings()
    assert caught.value.code == "settings_file"


def test_only_the_settings_read_the_environment(project):
    readers = [
        path.relative_to(project).as_posix()
        for package in ("corpus", "ingest", "index", "qa", "eval", "app")
        for path in (project / package).rglob("*.py")
        if re.search(r"\b(?:environ|getenv)\b", path.read_text(encoding="utf-8"))
    ]
    assert [reader for reader in readers if reader != "app/settings.py"] == []


def test_every_setting_says_what_it_is_for(project):
    source = (project / "app" / "settings.py").read_text(encoding="utf-8")
    for name in Settings.model_fields:
        after = source.split(f"\n    {name}: ")[1].split("\n", 2)[1]
        assert after.strip().startswith('"""'), name
