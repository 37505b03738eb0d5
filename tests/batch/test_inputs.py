"""Which files a run reads."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from pipeline.batch import find_inputs
from pipeline.errors import ConfigurationError


def write(path: Path, text: str = "现有学校26所。") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_inputs_folders_are_read_recursively_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "2021/县/a.html", "a.TXT"):
        write(tmp_path / name)
    assert [file.source for file in find_inputs([tmp_path]).files] == ["2021/县/a.html", "a.TXT", "b.txt"]


def test_inputs_files_are_named_by_their_name(tmp_path: Path) -> None:
    path = write(tmp_path / "deep" / "a.txt")
    assert [file.source for file in find_inputs([path]).files] == ["a.txt"]


def test_inputs_other_formats_are_reported_and_hidden_files_passed_over(tmp_path: Path) -> None:
    for name in ("a.txt", "scan.tiff", "x/photo.jpg", ".hidden.txt", ".git/b.txt"):
        write(tmp_path / name)
    found = find_inputs([tmp_path])
    assert [file.source for file in found.files] == ["a.txt"]
    assert [entry.source for entry in found.not_read] == ["scan.tiff", "x/photo.jpg"]
    assert {entry.reason for entry in found.not_read} == {"it is an image; run a text recognition over it"}


def test_inputs_missing_path_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"C003.*nowhere"):
        find_inputs([tmp_path / "nowhere"])


@pytest.mark.parametrize(
    ("name", "cure"),
    [
        ("report.doc", "an old Word or WPS file; save it as DOCX"),
        ("report.wps", "an old Word or WPS file; save it as DOCX"),
        ("scan.tiff", "run a text recognition over it"),
        ("page.exe", "'.exe' are not supported"),
    ],
)
def test_inputs_nothing_to_read_is_an_error_that_says_what_is_there_and_what_cures_it(
    tmp_path: Path, name: str, cure: str
) -> None:
    write(tmp_path / name)
    for path in (tmp_path, tmp_path / name):
        with pytest.raises(ConfigurationError, match=rf"C006.*{name} \(.*{cure}\).*\.txt"):
            find_inputs([path])


def test_inputs_an_empty_folder_and_one_of_many_unread_files_are_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"C006.*there is no file"):
        find_inputs([tmp_path])
    for number in range(30):
        write(tmp_path / f"{number}.jpg")
    with pytest.raises(ConfigurationError, match=r"C006.*and 20 more"):
        find_inputs([tmp_path])


def test_inputs_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    first, second = write(tmp_path / "one" / "a.txt"), write(tmp_path / "two" / "a.txt")
    with pytest.raises(ConfigurationError, match=r"C005.*one.*two"):
        find_inputs([first, second])


def test_inputs_one_file_named_twice_is_read_once(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt")
    assert len(find_inputs([path, path, tmp_path]).files) == 1


def test_inputs_links_in_a_circle_end(tmp_path: Path) -> None:
    write(tmp_path / "a" / "a.txt")
    (tmp_path / "a" / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert [file.source for file in find_inputs([tmp_path]).files] == ["a/a.txt"]


def test_inputs_name_in_another_encoding_gets_a_valid_source(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/" + "报告".encode("gb18030") + b".txt"
    with open(path, "wb") as file:
        file.write("现有学校26所。".encode())
    [found] = find_inputs([tmp_path]).files
    assert found.source == "\\xb1\\xa8\\xb8\\xe6.txt"
    assert found.path.read_bytes()


def test_inputs_sockets_are_named_with_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "a.txt")
    monkeypatch.chdir(tmp_path)  # the path of a socket must be short
    with socket.socket(socket.AF_UNIX) as opened:
        opened.bind("b.txt")
        assert find_inputs([tmp_path]).not_read == (("b.txt", "it is a socket"),)


def test_inputs_that_are_no_files_are_named_with_the_reason(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    write(tmp_path / "报告")
    (tmp_path / "图片").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    (tmp_path / "self").symlink_to(tmp_path / "self")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "~$a.docx").write_bytes(b"x" * 162)
    found = find_inputs([tmp_path])
    assert [file.source for file in found.files] == ["a.txt", "报告"]
    reasons = dict(found.not_read)
    assert sorted(reasons) == ["gone.txt", "pipe.txt", "self", "~$a.docx", "图片"]
    assert "cannot be reached" in reasons["gone.txt"]
    assert "cannot be reached" in reasons["self"]
    assert reasons["pipe.txt"] == "it is a pipe"
    assert "binary" in reasons["图片"]
