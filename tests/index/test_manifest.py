import pytest

from corpus.errors import IndexMismatch
from index.manifest import FORMAT, Manifest, check_files, hash_files, read_manifest


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "typed").mkdir()
    (tmp_path / "typed" / "data.npy").write_bytes(b"abc")
    (tmp_path / "families.json").write_text("[]", encoding="utf-8")
    return tmp_path


def _manifest(folder, **fields):
    return Manifest(
        **{
            "format": FORMAT,
            "encoder": "hashing-256",
            "encoder_fingerprint": "hashing-256",
            "clauses_sha256": "a",
            "glosses_sha256": "b",
            "clauses": 2,
            "passages": 3,
            "files": hash_files(folder),
            **fields,
        }
    )


def test_every_file_is_named_with_its_hash(folder):
    (folder / "manifest.json").write_text("{}", encoding="utf-8")
    assert hash_files(folder) == {
        "families.json": "4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945",
        "typed/data.npy": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    }


def test_equal_builds_have_equal_names(folder):
    assert _manifest(folder).fingerprint == _manifest(folder).fingerprint
    assert _manifest(folder).fingerprint != _manifest(folder, passages=4).fingerprint


def test_whole_files_pass(folder):
    check_files(folder, _manifest(folder))


def test_only_the_file_that_is_wanted_is_checked(folder):
    manifest = _manifest(folder)
    (folder / "typed" / "data.npy").write_bytes(b"abd")
    check_files(folder, manifest, only="families.json")
    with pytest.raises(IndexMismatch, match=r"data\.npy is damaged or missing"):
        check_files(folder, manifest)


def test_other_format_is_refused(tmp_path):
    manifest = _manifest(tmp_path, format=FORMAT + 1)
    folder = tmp_path / manifest.fingerprint[:16]
    folder.mkdir()
    (folder / "manifest.json").write_text(manifest.to_json(), encoding="utf-8")
    with pytest.raises(IndexMismatch, match="Run `tracuu build`") as caught:
        read_manifest(folder)
    assert caught.value.code == "index_format"


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"null", b"\xff", b'{"format": 1, "more": 2}'])
def test_manifest_that_is_none_is_refused(tmp_path, content):
    (tmp_path / "manifest.json").write_bytes(content)
    with pytest.raises(IndexMismatch, match="Run `tracuu build`") as caught:
        read_manifest(tmp_path)
    assert caught.value.code == "index_damaged"
