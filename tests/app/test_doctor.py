import shutil

import pytest

from app.doctor import examine
from app.settings import read_settings
from corpus import Language


@pytest.fixture
def settings(var, corpus_folder, tmp_path, monkeypatch):
    """Everything there and whole, in a copy that a test may damage."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(var, tmp_path / "var")
    shutil.copytree(corpus_folder, tmp_path / "corpus")
    return read_settings(
        var=tmp_path / "var", corpus=tmp_path / "corpus", glosses=tmp_path / "var" / "glosses", encoder="hashing"
    )


def _wrong(settings, language=Language.EN):
    return {check.name: check.detail for check in examine(settings, language) if not check.fine}


def test_nothing_is_wrong_where_all_is_whole(settings):
    checks = list(examine(settings, Language.EN))
    assert [check.name for check in checks if not check.fine] == []
    details = {check.name: check.detail for check in checks}
    assert details["check_sources"] == "4 documents, as the catalogue has them"
    assert details["check_clauses"] == "407 clauses and headings"
    assert details["check_encoder"] == "hashing-256, 256"
    assert details["check_cross_encoder"] == "made for the encoder that ships"
    assert "Python 3." in details["check_versions"]


def test_changed_source_is_named_with_its_cure(settings):
    with (settings.corpus / "57-NQ-TW.txt").open("a", encoding="utf-8") as file:
        file.write("x")
    wrong = _wrong(settings)
    assert wrong["check_sources"].startswith(f"The file {settings.corpus / '57-NQ-TW.txt'} of 57-NQ-TW has changed")
    assert "Restore the file" in wrong["check_sources"]


def test_missing_index_is_told_and_the_rest_is_still_checked(settings):
    shutil.rmtree(settings.index_folder)
    assert list(_wrong(settings)) == ["check_index"]
    assert "Run `tracuu build`" in _wrong(settings)["check_index"]


def test_damaged_index_is_told_with_its_file(settings):
    current = settings.index_folder / (settings.index_folder / "current").read_text(encoding="utf-8").strip()
    (current / "families.json").write_text("[]", encoding="utf-8")
    assert "families.json is damaged" in _wrong(settings)["check_index"]


def test_missing_clauses_are_told(settings):
    settings.clause_file.unlink()
    assert list(_wrong(settings)) == ["check_clauses", "check_index"]


def test_missing_encoder_is_told(settings, tmp_path):
    without = settings.model_copy(update={"encoder": str(tmp_path / "nowhere")})
    assert list(_wrong(without)) == ["check_encoder", "check_index"]
    assert "Set TRACUU_ENCODER" in _wrong(without)["check_encoder"]


def test_cross_encoder_without_its_encoder_is_told(settings, tmp_path, monkeypatch):
    monkeypatch.setattr("app.doctor.shipped_encoder", lambda: tmp_path / "nowhere")
    assert list(_wrong(settings)) == ["check_cross_encoder"]


def test_what_is_wrong_is_told_in_the_language_of_the_reader(settings):
    shutil.rmtree(settings.index_folder)
    assert _wrong(settings, Language.VI)["check_index"].startswith("Chưa có chỉ mục trong")


def test_disk_is_checked_where_nothing_has_been_built(settings, tmp_path):
    elsewhere = settings.model_copy(update={"var": tmp_path / "not" / "yet"})
    assert "check_disk" not in _wrong(elsewhere)
