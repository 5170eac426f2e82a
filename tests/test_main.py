"""The verbs of main.py, run as a person runs them: exit status, words, and what they leave behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
NO_FOLDER = "chỗ đó đã có tệp khác" if sys.platform == "win32" else "thư mục không có ở đó"
"""What a system says of a file where a folder is asked for."""


def run(*words: str | Path, cwd: Path | None = None, **more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "main.py"), *map(str, words)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C", **more}
    return subprocess.run(command, capture_output=True, encoding="utf-8", cwd=cwd or ROOT, env=environment)


LISTENER = """
import os, sys

place = os.open(os.environ["HEARD"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
os.write(place, b"nghe\\n")

def listen(event, arguments):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "ssl.")):
        os.write(place, f"{event} {arguments!r}\\n".encode())

sys.addaudithook(listen)

if os.path.isdir("/proc/self/fd"):
    really = os._exit

    def leave(status):
        for handle in os.listdir("/proc/self/fd"):
            try:
                said = os.readlink(f"/proc/self/fd/{handle}")
            except OSError:
                continue
            if said.startswith("socket:"):
                os.write(place, f"{said}\\n".encode())
        really(status)

    os._exit = leave
"""
"""Heard from the first line of the program on: every event of the network's modules, and every socket it holds at its
end, whoever made it (Qt has its own)."""


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("Khối mẫu")
    assert run("practice", folder).returncode == 0
    return folder / "khoi-mau.sokhoi"


def test_practice_is_ranked_in_words_and_as_json(practice: Path) -> None:
    words = run("rank", practice)
    assert words.returncode == 0
    assert "4  Ủy ban MTTQ tỉnh" in words.stdout and "phiếu bầu: 5 so với 3" in words.stdout
    found = json.loads(run("rank", practice, "--json").stdout)
    assert [place["rank"] for place in found["places"]] == list(range(1, 10))
    sheet = next(each for each in found["sheets"] if each["unit"] == "vpub")
    assert sheet["items"]["i.1"]["steps"]["value"] == "15"


def test_content_is_carried_by_the_document(practice: Path, tmp_path: Path) -> None:
    assert run("export", practice, tmp_path / "a.json").returncode == 0
    assert run("import", tmp_path / "b.sokhoi", tmp_path / "a.json").returncode == 0
    assert run("export", tmp_path / "b.sokhoi", tmp_path / "b.json").returncode == 0
    first, second = (json.loads((tmp_path / name).read_bytes()) for name in ("a.json", "b.json"))
    first.pop("book"), second.pop("book")
    assert first == second
    assert run("rank", tmp_path / "b.sokhoi").stdout == run("rank", practice).stdout


def test_the_verb_takes_every_choice_a_paper_has() -> None:
    """Seen failing: neither the circulation nor how the page lies could be said without a window."""
    from main import CHOICES
    from printing import catalogue

    assert set(CHOICES) == set(catalogue.CHOICES) == {name for kind in catalogue.PAPERS for name in kind.needs}


def test_a_paper_is_printed(practice: Path, tmp_path: Path) -> None:
    listed = run("print", practice, "--list")
    assert listed.returncode == 0 and "xep-hang" in listed.stdout
    done = run("print", practice, "xep-hang", "-o", tmp_path / "a.pdf")
    assert done.returncode == 0 and (tmp_path / "a.pdf").read_bytes()[:5] == b"%PDF-"
    done = run("print", practice, "phieu-cham", "--unit", "td", "--period", "nam", "-o", tmp_path / "b.docx")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "b.docx").read_bytes()[:2] == b"PK"
    assert run("print", practice, "khong-co").returncode == 2


def test_verify_tells_an_edit_from_outside(practice: Path, tmp_path: Path) -> None:
    import sqlite3

    copy = tmp_path / "a.sokhoi"
    copy.write_bytes(practice.read_bytes())
    assert run("verify", copy).returncode == 0
    with sqlite3.connect(copy) as outside:
        outside.execute("UPDATE sheet SET stated_total = '99' WHERE unit = 'vpub' AND stage = 'self'")
    outside.close()
    found = run("verify", copy)
    assert found.returncode == 3 and "không khớp với nhật ký" in found.stderr


def test_a_second_opinion_is_asked_of_the_independent_verifier(practice: Path, tmp_path: Path) -> None:
    import sqlite3

    copy = tmp_path / "a.sokhoi"
    copy.write_bytes(practice.read_bytes())
    done = run("verify", copy, "--independent")
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) > len(run("verify", copy).stdout.splitlines())
    with sqlite3.connect(copy) as outside:
        outside.execute("UPDATE sheet SET stated_total = '99' WHERE unit = 'vpub' AND stage = 'self'")
    outside.close()
    assert run("verify", copy, "--independent").returncode == 3


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("rank", "{}/khong-co.sokhoi"), "khong-co.sokhoi"),
        (("rank", "{}/trong.sokhoi"), "trong.sokhoi"),
        (("import", "{}/moi.sokhoi", "{}/hong.json"), "hong.json"),
        (("import", "{}/moi.sokhoi", "{}/khong-co.json"), "Không thấy tệp “khong-co.json”"),
        (("import", "{}/moi.sokhoi", "{}/la.json"), "không phải là tệp trao đổi"),
        (("import", "{}/khong-co/moi.sokhoi", "{}/nam.json"), "moi.sokhoi"),
        (("practice", "{}/trong.sokhoi/khoi"), "Không ghi được tệp “khoi”: " + NO_FOLDER),
    ],
)
def test_what_cannot_be_done_is_one_sentence(tmp_path: Path, words: tuple[str, ...], says: str) -> None:
    (tmp_path / "trong.sokhoi").write_bytes(b"")
    (tmp_path / "hong.json").write_text("{")
    (tmp_path / "la.json").write_text('{"a": 1}')
    (tmp_path / "nam.json").write_bytes((ROOT / "docs" / "example" / "mot-nam.json").read_bytes())
    done = run(*(word.format(tmp_path) for word in words))
    assert done.returncode == 1
    assert says in done.stderr and "Traceback" not in done.stderr
    assert not (tmp_path / "moi.sokhoi").exists()


def test_what_cannot_be_written_is_one_sentence(practice: Path, tmp_path: Path) -> None:
    for words in (("print", practice, "xep-hang", "-o"), ("export", practice)):
        done = run(*words, tmp_path / "khong-co" / "tep")
        assert (done.returncode, "Traceback" in done.stderr) == (1, False)
        assert "Không ghi được tệp “tep”: thư mục không có ở đó" in done.stderr


def test_every_verb_has_help() -> None:
    for verb in ("practice", "import", "export", "rank", "print", "verify", "selftest"):
        assert run(verb, "--help").returncode == 0


def test_the_program_tests_itself(tmp_path: Path) -> None:
    done = run("selftest", tmp_path / "tự kiểm")
    assert done.returncode == 0, done.stderr
    assert "tự kiểm tra: tốt" in done.stdout


NOTHING_TO_SAY = {
    "giay-nhac",
    "gop-y",
    "cong-van-gop-y",
    "so-sanh-bang-diem",
    "thay-the",
    "phieu-lay-y-kien",
    "bien-ban-lay-y-kien",
    "giao-nhan-so",
    "kien-nghi",
}
"""Papers of something that did not happen in the practice year; of each the walk says why."""


def test_the_walk_prints_and_pictures_everything_and_ends_well(tmp_path: Path) -> None:
    from printing.catalogue import PAPERS

    (tmp_path / "nghe").mkdir()
    (tmp_path / "nghe" / "sitecustomize.py").write_text(LISTENER, encoding="utf-8")
    heard = tmp_path / "nghe" / "socket.txt"
    done = run("practice", tmp_path, "--walk", PYTHONPATH=str(tmp_path / "nghe"), HEARD=str(heard))
    assert done.returncode == 0, done.stderr
    assert heard.read_text(encoding="utf-8") == "nghe\n", "no socket is ever made, named or looked up"
    made = {path.stem for path in (tmp_path / "giay-to").glob("*.pdf")}
    empty = {kind.key for kind in PAPERS if f"{kind.title}: " in done.stdout}
    assert made == {kind.key for kind in PAPERS} - empty
    assert empty == NOTHING_TO_SAY, "the practice year has something for every other paper"
    assert len(list((tmp_path / "man-hinh").glob("*.png"))) > 10
    assert "Fatal" not in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("word", ["vrify", "Verify", "--nonsense", "-x"])
def test_a_verb_that_does_not_exist_is_a_mistake_in_words_not_a_window(word: str) -> None:
    done = run(word)
    assert done.returncode == 2 and done.stdout == ""
    assert f"Chưa hiểu: {word}" in done.stderr and "Cách dùng: main.py" in done.stderr and "error" not in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="only here a screen can lack")
@pytest.mark.parametrize("display", [None, ":4711"])
def test_without_a_screen_the_window_is_refused_in_one_sentence(display: str | None) -> None:
    hidden = ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    environment |= {"DISPLAY": display} if display else {}
    command = [sys.executable, str(ROOT / "main.py")]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, timeout=60)
    assert done.returncode == 1 and done.stderr.startswith("Không có màn hình") and done.stderr.count("\n") == 1
