"""Messages in Chinese say what the English ones say, with all their details; what is stored stays English."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

import pipeline
from pipeline.cli.group import PANELS, app
from pipeline.errors import MESSAGES, ConfigurationError, describe
from pipeline.tables import load
from pipeline.translation import _chinese, choose, language, translated, translated_error


def placeholders(text: str) -> set[str]:
    """The names in braces."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("code", sorted(_chinese()["errors"]))
def test_a_message_has_the_same_details_in_both_languages(code: str) -> None:
    assert placeholders(_chinese()["errors"][code]) == placeholders(MESSAGES[code])


def test_every_code_has_a_message_in_both_languages() -> None:
    assert set(_chinese()["errors"]) == set(MESSAGES)


@pytest.mark.parametrize(("english", "chinese"), sorted([*_chinese()["text"].items(), *_chinese()["messages"].items()]))
def test_a_text_has_the_same_details_in_both_languages(english: str, chinese: str) -> None:
    assert placeholders(english) == placeholders(chinese)


def test_a_text_is_found_however_it_is_broken_into_lines() -> None:
    assert [text for text in _chinese()["text"] if text != " ".join(text.split())] == []


def test_everything_that_commands_say_is_there_in_chinese() -> None:
    said = set()
    for path in Path(pipeline.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                texts = node.args if node.func.id in {"say", "warn", "translated", "_line", "table_of"} else []
                said |= {text.value for text in texts if isinstance(text, ast.Constant) and isinstance(text.value, str)}
    assert len(said) > 20
    assert {text for text in said if text not in _chinese()["text"]} == {"{line}", "{rows}"}


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (["run"], "缺少参数 'INPUT...'。"),
        (["nonsense"], "没有命令 'nonsense'。"),
        (["statsu"], "没有命令 'statsu'。是否指 status？"),
        (["run", "a", "--out", "o", "--bogus"], "没有选项 --bogus。"),
        (["run", "a", "--out"], "选项 '--out' 后面要有值。"),
        (["run", "a", "--out", "o", "--workers", "0"], "'--workers' 的值不合适：不能小于 1"),
        (["run", "a", "--out", "o", "--workers", "two"], "'--workers' 的值不合适：应为整数"),
        (["compact", "facts", "--by", "month"], "'--by' 的值不合适：'month' 不在 'region', 'year' 之中"),
        (["run", "a", "--out", "o", "--by", "year"], "--by 的值不合适：只用于 --engine spark"),
        (["status", "a", "b"], "多出的参数：b"),
    ],
)
def test_mistakes_of_usage_are_told_in_chinese(typed: list[str], told: str) -> None:
    result = CliRunner().invoke(app, ["--lang", "zh", *typed], env={"COLUMNS": "120"})
    assert result.exit_code == 2
    assert told in result.stderr
    assert "Error" not in result.stderr
    english = CliRunner().invoke(app, ["--lang", "en", *typed], env={"COLUMNS": "120"})
    assert english.exit_code == 2
    assert "Usage: " in english.stderr or "Error" in english.stderr
    assert not re.search("[一-鿿]", english.stderr)


@pytest.mark.parametrize("command", [[], ["run"], ["show"], ["label", "import"]])
def test_help_in_chinese_is_not_cut(command: list[str]) -> None:
    told = CliRunner().invoke(app, ["--lang", "zh", *command, "--help"], env={"COLUMNS": "80"}).stdout
    assert "选项" in told
    assert "显示本说明后退出。" in told
    assert "…" not in told


def test_what_tables_say_and_lack_is_told_in_chinese(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = "青禾县2023年教育工作总结\n1913年,全县有小学41所。\n"
    Path("a.txt").write_text(text, encoding="utf-8")
    CliRunner().invoke(app, ["run", "a.txt", "--out", "facts", "--no-words"])
    doubted = CliRunner().invoke(app, ["--lang", "zh", "validate", "facts"])
    assert re.search("不大可能：a.txt：.*：41所 的时期是 1913，与文档的年份 2023 相差太远", doubted.stderr)
    explained = CliRunner().invoke(app, ["--lang", "zh", "show", "a.txt", "--run", "facts", "--claim", "c1"])
    assert "number_arabic: 阿拉伯数字" in explained.stdout
    next(Path("facts/claims").iterdir()).write_bytes(b"PAR1")
    damaged = CliRunner().invoke(app, ["--lang", "zh", "validate", "facts"])
    assert damaged.exit_code == 1
    assert "不是 Parquet 文件，或已损坏" in damaged.stderr


def test_the_doctor_speaks_chinese_and_cuts_nothing() -> None:
    told = CliRunner().invoke(app, ["--lang", "zh", "doctor"], env={"COLUMNS": "80"}).stdout
    assert "处理器核数" in told
    assert "数据表的模式版本为" in "".join(
        line.split("│")[3].strip() for line in told.splitlines() if line.count("│") == 5
    )
    assert not re.search(r"….*│.*│.*│", told.replace("…，", "").replace("… ", ""))


def test_every_help_is_there_in_chinese() -> None:
    group: Any = typer.main.get_command(app)
    commands = [group, *(group.get_command(None, name) for names in PANELS.values() for name in names)]
    for command in [*commands, *(inner for one in commands[1:] for inner in getattr(one, "commands", {}).values())]:
        for text in (command.help, *(getattr(parameter, "help", None) for parameter in command.params)):
            known = " ".join((text or "").split())
            assert not known or known in _chinese()["text"] or known == "Show this message and exit."


@pytest.mark.parametrize(
    ("locale", "expected"), [("zh_CN.UTF-8", "zh"), ("zh_TW", "zh"), ("en_GB.UTF-8", "en"), ("C", "en"), ("", "en")]
)
def test_the_language_is_that_of_the_locale(locale: str, expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", locale)
    assert language() == expected
    choose("zh")
    assert language() == "zh"


def test_an_error_keeps_code_and_details() -> None:
    error = ConfigurationError("C004", path="结果/表", problem="No space left on device")
    choose("zh")
    told = translated_error(f"a.txt: {error}")
    assert told == "a.txt: [C004] 输出文件夹 结果/表 无法写入：No space left on device。用 --out 另选一个。"
    choose("en")
    assert translated_error(str(error)) == str(error)


def test_formatted_details_come_over(monkeypatch: pytest.MonkeyPatch) -> None:
    choose("zh")
    assert translated_error(describe("S003", limit=600.0)).startswith("[S003] 文档处理超过 600 秒")


@pytest.mark.parametrize("line", ["no code at all", "[X999] of another program", "[C003] not as it is written here"])
def test_what_is_unknown_stays_as_it_is(line: str) -> None:
    choose("zh")
    assert translated_error(line) == line
    assert translated(line) == line


def test_commands_speak_chinese_and_store_english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty.txt").write_bytes(b"")
    Path("report.txt").write_text("全县现有小学41所。\n", encoding="utf-8")
    run = ["run", "empty.txt", "report.txt", "--out", "facts", "--no-words"]
    result = CliRunner().invoke(app, ["--lang", "zh", *run], env={"COLUMNS": "100"})
    assert result.exit_code == 1
    assert "失败：empty.txt: [I001] 文件是空的" in result.stdout
    assert re.search(r"文档：正常\s+│\s+1", result.stdout)
    assert list(load("facts", "errors")["message"]) == [MESSAGES["I001"]]
    assert "从文档到事实" in CliRunner().invoke(app, ["--lang", "zh", "--help"]).stdout
    missing = CliRunner().invoke(app, ["--lang", "zh", "validate", "nowhere"])
    assert (missing.exit_code, "没有数据表" in missing.stderr) == (2, True)
