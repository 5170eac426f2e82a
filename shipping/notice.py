"""The licences that go along, from the files that are really there.

Every file of a package belongs to one component by its name (`OWNERS`), every pure module inside the program's archive
to the distribution it came from. A file that nobody owns, a component without a text: `Unknown`, and the build fails.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Final

LICENCES: Final = Path(__file__).resolve().parent / "licences"
NOTICE: Final = "NOTICE.txt"
TEXTS: Final = "giay-phep"
OURS: Final = frozenset({"main", "models", "printing", "ui"})


class Unknown(Exception):
    """A file or a module whose licence nobody has written down."""


@dataclass(frozen=True, slots=True)
class Component:
    """Something by somebody else: its licence, and the texts that stand in `licences/` or come from the wheels of the
    distributions named. Without either the text is that of the Debian package the file came from."""

    name: str
    licence: str
    texts: tuple[str, ...] = ()
    distributions: tuple[str, ...] = ()


COMPONENTS: Final = {
    "qt": Component(
        "Qt, PySide6, Shiboken",
        "LGPL-3.0-only (thư viện động, thay được: xem cuối tệp này)",
        ("LGPL-3.0.txt", "GPL-3.0.txt", "Qt-third-party.txt"),
        ("PySide6_Essentials", "PySide6_Pdf", "shiboken6"),
    ),
    "python": Component("Python", "PSF-2.0 (with bzip2, libffi, Microsoft runtime, zlib, xz)", ("Python.txt",)),
    "openssl": Component("OpenSSL (libcrypto)", "Apache-2.0", ("Apache-2.0.txt",)),
    "sqlite": Component("SQLite", "public domain", ("Python.txt",)),
    "msvc": Component(
        "Microsoft Visual C++ runtime", "Microsoft, redistributable as part of a program", ("Python.txt",)
    ),
    "bootloader": Component("PyInstaller bootloader", "GPL-2.0-or-later with exception", (), ("pyinstaller",)),
    "plex": Component("IBM Plex Sans", "OFL-1.1"),
    "tinos": Component("Tinos", "OFL-1.1"),
    "pillow": Component("Pillow", "MIT-CMU", (), ("pillow",)),
    "lxml": Component("lxml", "BSD-3-Clause (with libxml2, libxslt: MIT)", (), ("lxml",)),
    "charset": Component("charset-normalizer", "MIT", (), ("charset-normalizer",)),
    "docx": Component("python-docx", "MIT", (), ("python-docx",)),
    "reportlab": Component("ReportLab", "BSD-3-Clause", (), ("reportlab",)),
    "system": Component("Thư viện của hệ điều hành Debian", "từng tệp một: xem thư mục giay-phep/debian"),
    "labels": Component("Thẻ của các gói Python (*.dist-info)", "như gói mang tên ấy"),
    "ours": Component("Sổ Khối", "của những người làm Sổ Khối"),
}
OWNERS: Final = (
    (r"resources/fonts/IBMPlexSans[-.\w]*", "plex"),
    (r"resources/fonts/Tinos[-.\w]*", "tinos"),
    (r"resources/.*|docs/.*", "ours"),
    (
        r"PySide6/(MSVCP|VCRUNTIME|CONCRT)[\w]*\.dll|shiboken6/(MSVCP|VCRUNTIME)\w*\.dll|(MSVCP|VCRUNTIME)\w*\.dll",
        "msvc",
    ),
    (r"[^/]+\.dist-info/.*", "labels"),
    (r"(PySide6|shiboken6)/.*|libQt6\w+\.so.*|lib(pyside6|shiboken6)[-.\w]*|Qt6\w+\.dll", "qt"),
    (r"libcrypto[-.\w]*", "openssl"),
    (r"sqlite3\.dll|libsqlite3\.so.*", "sqlite"),
    (r"PIL/.*|pillow\.libs/.*", "pillow"),
    (r"lxml/.*", "lxml"),
    (r"charset_normalizer/.*|[0-9a-f]{20}__mypyc\.[-.\w]+", "charset"),
    (r"docx/.*", "docx"),
    (r"reportlab/.*", "reportlab"),
    (r"python3\w*\.dll|libpython3[.\d]+so[.\d]*|base_library\.zip|libffi-8\.dll|[_\w]+\.pyd", "python"),
    (r"(python3\.\d+/)?lib-dynload/.*", "python"),
    (r"lib[-+.\w]+\.so[.\d]*", "system"),
)
"""File inside the package (below `_internal` where there is one) -> component; the first that fits counts."""

REPLACE_QT = """
Thay thư viện Qt (LGPL): các tệp Qt6*.dll, PySide6, shiboken6 (trên Linux: libQt6*.so.6) nằm riêng trong thư mục
_internal và không bị khóa. Chép đè bằng bản Qt 6.12 (hoặc bản mới hơn cùng số 6) tự dịch từ mã nguồn
https://download.qt.io/official_releases/ và https://code.qt.io/pyside/pyside-setup.git rồi chạy lại Sổ Khối.
Được phép tháo và dịch ngược Sổ Khối để gỡ lỗi cho việc thay ấy.
"""


def owner(name: str) -> str:
    """The component a file of the package belongs to; Unknown."""
    inside = re.sub(r"^_internal/", "", name.replace("\\", "/"))
    if inside in ("SoKhoi", "SoKhoi.exe"):
        return "bootloader"
    for pattern, component in OWNERS:
        if re.fullmatch(pattern, inside):
            return component
    raise Unknown(f"Nobody has written down whose file this is: {name}")


def files(folder: Path) -> list[str]:
    """The files of a package but for the notice itself and links to files that are in it too."""
    there = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    found = (path.relative_to(folder).as_posix() for path in there)
    return sorted(name for name in found if name != NOTICE and not name.startswith(TEXTS + "/"))


def standard_modules(site: Path) -> set[str]:
    """The names of Python's own modules: of the Python that runs, and of an embeddable one that `site` belongs to."""
    names = set(sys.stdlib_module_names)
    for archive in site.parents[1].glob("python3*.zip"):
        with zipfile.ZipFile(archive) as packed:
            names.update(re.split(r"[/.]", name)[0] for name in packed.namelist())
    return names


def distributions(modules: Iterable[str], site: Path) -> dict[str, metadata.Distribution]:
    """The distributions below `site` that pure modules came from, by name; Unknown for a module of nobody."""
    there = {one.name: one for one in metadata.distributions(path=[str(site)])}
    by_module: dict[str, str] = {}
    for name, one in there.items():
        for file in one.files or ():
            by_module.setdefault(file.parts[0].split(".")[0], name)
    tops = {module.split(".")[0] for module in modules} - standard_modules(site) - OURS
    found: dict[str, metadata.Distribution] = {}
    for top in sorted(tops):
        if top in by_module:
            found[by_module[top]] = there[by_module[top]]
        elif not top.startswith(("pyimod", "_pyi", "pyi_", "_sysconfig", "sitecustomize", "__mp_main__")):
            raise Unknown(f"Nobody has written down where this module comes from: {top}")
    return found


def write(folder: Path, modules: Iterable[str], site: Path, sources: Mapping[str, str]) -> None:
    """Write NOTICE.txt and the texts into the package at `folder`. `modules` are the pure modules in its archive,
    `site` the site-packages it was made from, `sources` the file on this machine behind each library of the system."""
    texts = folder / TEXTS
    shutil.rmtree(texts, ignore_errors=True)
    texts.mkdir()
    pure = distributions(modules, site)
    owners = {name: owner(name) for name in files(folder)}
    lines = ["Sổ Khối dùng những phần sau của người khác. Toàn văn giấy phép trong thư mục giay-phep.", ""]
    named: set[str] = set()
    for key, component in COMPONENTS.items():
        if key in owners.values():
            named.update(component.distributions)
            shown = [_copy(LICENCES / text, texts) for text in component.texts]
            shown += [text for name in component.distributions for text in _of_distribution(name, site, texts)]
            lines += _lines(component.name, component.licence, shown)
    for name, one in pure.items():
        if name not in named:
            licence = one.metadata["License-Expression"] or one.metadata["License"] or "xem toàn văn"
            lines += _lines(f"{name} {one.version}", licence.splitlines()[0], _of_distribution(name, site, texts))
    for name in sorted(name for name, key in owners.items() if key == "system"):
        lines += [f"  {Path(name).name}: {_of_debian(sources.get(Path(name).name, ''), texts)}"]
    (folder / NOTICE).write_text("\n".join(lines) + "\n" + REPLACE_QT, encoding="utf-8", newline="\r\n")


def _lines(name: str, licence: str, texts: Iterable[str]) -> list[str]:
    shown = ", ".join(texts)
    return [f"{name}: {licence}" + (f" [{shown}]" if shown else "")]


def _copy(source: Path, texts: Path, name: str = "") -> str:
    target = texts / (name or source.name)
    target.parent.mkdir(exist_ok=True)
    shutil.copyfile(source, target)
    return target.relative_to(texts).as_posix()


def _of_distribution(name: str, site: Path, texts: Path) -> list[str]:
    """Copy the licence texts a wheel carries; those of Qt stand in `licences/`, its wheels hold the commercial one."""
    one = next((each for each in metadata.distributions(path=[str(site)]) if _same(each.name, name)), None)
    if one is None:
        raise Unknown(f"{name} is not in {site}")
    if name in COMPONENTS["qt"].distributions:
        return []
    wanted = re.compile(r"(?i)^(licen[cs]es?|copying|notice)")
    found = [file for file in one.files or () if ".dist-info" in file.parts[0] and _is_text(file.parts, wanted)]
    if not found:
        raise Unknown(f"{name} carries no licence text")
    return [_copy(Path(str(file.locate())), texts, f"{one.name}-{file.name}") for file in found]


def _is_text(parts: tuple[str, ...], wanted: re.Pattern[str]) -> bool:
    return wanted.match(parts[-1]) is not None or (len(parts) == 3 and parts[1] == "licenses")


def _same(one: str, other: str) -> bool:
    return re.sub(r"[-_.]+", "-", one).lower() == re.sub(r"[-_.]+", "-", other).lower()


def _of_debian(source: str, texts: Path) -> str:
    """The Debian package a library came from, its copyright file copied."""
    said = subprocess.run(["dpkg", "-S", str(Path(source).resolve())], capture_output=True, text=True, check=False)
    if said.returncode:  # packages that moved to /usr are still listed under the old root
        said = subprocess.run(
            ["dpkg", "-S", f"*/{Path(source).resolve().name}"], capture_output=True, text=True, check=False
        )
    package = said.stdout.split(":")[0].strip()
    copyright_file = Path("/usr/share/doc") / package / "copyright"
    if not package or not copyright_file.is_file():
        raise Unknown(f"No Debian package owns {source}")
    return _copy(copyright_file, texts, f"debian/{package}.txt")


def faults(folder: Path) -> list[str]:
    """What the notice of a finished package does not say, or says of files that are not there."""
    said = (folder / NOTICE).read_text(encoding="utf-8")
    there = {owner(name) for name in files(folder)}
    found = [
        f"not named: {one.name}" for key, one in COMPONENTS.items() if key in there and f"\n{one.name}: " not in said
    ]
    found += [
        f"not there: {one.name}" for key, one in COMPONENTS.items() if key not in there and f"\n{one.name}: " in said
    ]
    for text in re.findall(r"\[([^\]]+)\]", said):
        found += [f"no text: {one}" for one in text.split(", ") if not (folder / TEXTS / one).is_file()]
    return found
