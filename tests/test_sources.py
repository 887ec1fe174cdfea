"""Which files there are: paths to sources, in one order."""

import os
import unicodedata
import zipfile
from pathlib import Path

import pytest

from hplan_xl.book.errors import HplanError, NotAWorkbook
from hplan_xl.intake.sources import LARGEST_FILE, FileKind, find_sources


def found(*paths: object) -> list[tuple[str, FileKind]]:
    return [(source.name, source.kind) for source in find_sources([str(path) for path in paths])]


def write(path: Path, data: bytes = b"x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def zip_of(path: Path, *names: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, name.encode())
    return path


def test_a_folder_is_searched_in_one_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("b.xlsx", "A.xlsx", "sub/c.XLSX", "sub/.git/d.xlsx", "Ö.xlsx", "å.xlsx"):
        write(Path("plans", name))
    zip_of(Path("plans/alla.zip"), "z.xlsx", "y/x.xlsx", "inre.zip", "__MACOSX/._z.xlsx")
    assert found("plans") == [
        ("plans/A.xlsx", FileKind.WORKBOOK),
        ("plans/alla.zip/__MACOSX/._z.xlsx", FileKind.SYSTEM),
        ("plans/alla.zip/inre.zip", FileKind.DOCUMENT),
        ("plans/alla.zip/y/x.xlsx", FileKind.WORKBOOK),
        ("plans/alla.zip/z.xlsx", FileKind.WORKBOOK),
        ("plans/b.xlsx", FileKind.WORKBOOK),
        ("plans/å.xlsx", FileKind.WORKBOOK),
        ("plans/Ö.xlsx", FileKind.WORKBOOK),
        ("plans/sub/c.XLSX", FileKind.WORKBOOK),
    ]
    monkeypatch.chdir(tmp_path / "plans")
    assert found(".")[0] == ("A.xlsx", FileKind.WORKBOOK)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("plan.xlsm", FileKind.WORKBOOK),
        ("plan.xls", FileKind.WORKBOOK),
        ("plan.ods", FileKind.WORKBOOK),
        ("~$plan.xlsx", FileKind.LOCK),
        (".~lock.plan.xlsx#", FileKind.LOCK),
        ("~$brev.docx", FileKind.SYSTEM),
        ("._plan.xlsx", FileKind.SYSTEM),
        (".hplan-1a2b.tmp", FileKind.SYSTEM),
        ("~WRL0003.tmp", FileKind.SYSTEM),
        ("plan.xlsx.crdownload", FileKind.SYSTEM),
        ("3F2A1B00", FileKind.SYSTEM),
        ("20260115", FileKind.DOCUMENT),
        ("Thumbs.db", FileKind.SYSTEM),
        (".DS_Store", FileKind.SYSTEM),
        ("desktop.ini", FileKind.SYSTEM),
        ("plan.pptx", FileKind.DOCUMENT),
        ("plan.msg", FileKind.DOCUMENT),
        ("plan.csv", FileKind.DOCUMENT),
        ("plan", FileKind.DOCUMENT),
    ],
)
def test_a_file_is_known_by_its_name(tmp_path: Path, name: str, kind: FileKind) -> None:
    write(tmp_path / name)
    assert [one[1] for one in found(tmp_path)] == [kind]


def test_a_lock_file_tells_which_workbook_is_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(Path("a/~$Plan å.xlsx"))
    write(Path("a/.~lock.Plan B.xlsx#"))
    assert [source.locked_name for source in find_sources(["a"])] == ["a/Plan B.xlsx", "a/Plan å.xlsx"]


def test_a_path_given_twice_counts_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(Path("plans/a.xlsx"))
    Path("link.xlsx").symlink_to("plans/a.xlsx")
    Path("plans/loop").symlink_to(tmp_path)
    Path("plans/own").symlink_to(tmp_path / "plans")
    assert found("plans/a.xlsx", "plans", tmp_path / "plans", "./plans/../plans/a.xlsx", "link.xlsx") == [
        ("plans/a.xlsx", FileKind.WORKBOOK)
    ]


def test_a_link_to_a_folder_elsewhere_is_told_not_to_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(Path("annat/b.xlsx"))
    write(Path("plans/a.xlsx"))
    Path("plans/länk").symlink_to(tmp_path / "annat")
    with pytest.raises(NotAWorkbook) as caught:
        next(source for source in find_sources(["plans"]) if source.name == "plans/länk").read_bytes()
    assert caught.value.sentence.sv == "plans/länk är ingen vanlig fil och läses inte."


def test_a_path_that_does_not_exist_stops_the_run_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(HplanError) as caught:
        find_sources([str(tmp_path / "planer {1}")])
    assert caught.value.sentence.sv.endswith("planer {1} finns inte. Se efter hur den heter och var den ligger.")


def test_odd_names_are_found_and_can_be_printed(tmp_path: Path) -> None:
    names = [unicodedata.normalize("NFD", "åäö.xlsx"), "🙂 #1.xlsx", "x" * 195 + ".xlsx", " två  blanka .xlsx"]
    for name in names:
        write(tmp_path / name)
    raw = os.path.join(os.fsencode(tmp_path), "Lång.xlsx".encode("cp1252"))
    with open(raw, "wb") as stream:
        stream.write(b"latin")
    sources = find_sources([str(tmp_path)])
    assert {Path(source.name).name for source in sources} == {*names, "Lång.xlsx"}
    assert next(source for source in sources if source.name.endswith("Lång.xlsx")).read_bytes() == b"latin"
    for source in sources:
        source.name.encode("utf-8")


def test_members_of_a_zip_are_read_by_their_true_names(tmp_path: Path) -> None:
    path = tmp_path / "planer.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mapp/å.xlsx", b"one" * 99)
        archive.writestr("mapp\\b.xlsx", b"two")
    data = path.read_bytes().replace(b"mapp/\xc3\xa5.xlsx", "mapp/ö.xlsx".encode())
    without_flag = bytearray(data)
    for mark, offset in ((b"PK\x01\x02", 9), (b"PK\x03\x04", 7)):
        at = without_flag.find(mark)
        while at >= 0:
            without_flag[at + offset] &= ~0x08
            at = without_flag.find(mark, at + 4)
    path.write_bytes(without_flag)
    read = {source.name.removeprefix(str(path)): source.read_bytes() for source in find_sources([str(path)])}
    assert read == {"/mapp/b.xlsx": b"two", "/mapp/ö.xlsx": b"one" * 99}


def test_two_members_of_one_name_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "p.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.xlsx", b"a member")
        archive.writestr("b.xlsx", b"b member")
    path.write_bytes(path.read_bytes().replace(b"b.xlsx", b"a.xlsx"))
    sources = find_sources([str(path)])
    assert [(source.name.rpartition("/")[2], source.read_bytes()) for source in sources] == [
        ("a.xlsx", b"a member"),
        ("a.xlsx (2)", b"b member"),
    ]


def test_a_zip_that_does_not_open_or_holds_no_file_is_named_itself(tmp_path: Path) -> None:
    write(tmp_path / "trasig.zip", b"PK\x03\x04 nothing")
    inner = zip_of(tmp_path / "inre.zip", "[Content_Types].xml", "xl/workbook.xml").read_bytes()
    (tmp_path / "inre.zip").unlink()
    with zipfile.ZipFile(tmp_path / "avbruten.zip", "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("plan 1.xlsx", inner)
        archive.writestr("plan 2.xlsx", inner)
    os.truncate(tmp_path / "avbruten.zip", 2 * len(inner))  # whose last whole directory is that of plan 1
    zip_of(tmp_path / "tom.zip")
    with zipfile.ZipFile(tmp_path / "mapp.zip", "w") as archive:
        archive.mkdir("planer")
    assert found(tmp_path) == [
        (f"{tmp_path}/avbruten.zip", FileKind.WORKBOOK),
        (f"{tmp_path}/mapp.zip", FileKind.DOCUMENT),
        (f"{tmp_path}/tom.zip", FileKind.DOCUMENT),
        (f"{tmp_path}/trasig.zip", FileKind.WORKBOOK),
    ]


def test_a_workbook_without_an_ending_or_called_zip_is_known(tmp_path: Path) -> None:
    for name in ("plan", "plan v1.2", "plan.xlsx.zip"):
        zip_of(tmp_path / name, "[Content_Types].xml", "xl/workbook.xml")
    zip_of(tmp_path / "brev", "[Content_Types].xml", "word/document.xml", "xl/inbäddad.xml")
    sources = find_sources([str(tmp_path)])
    assert [(Path(source.name).name, source.kind) for source in sources] == [
        ("brev", FileKind.DOCUMENT),
        ("plan", FileKind.WORKBOOK),
        ("plan v1.2", FileKind.WORKBOOK),
        ("plan.xlsx.zip", FileKind.WORKBOOK),
    ]
    for source in sources[1:]:
        with pytest.raises(NotAWorkbook, match=r"is an Excel workbook\. Give it the ending \.xlsx"):
            source.read_bytes()


def test_only_ordinary_files_are_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.xlsx")
    (tmp_path / "folder.xlsx").mkdir()
    (tmp_path / "dangling.xlsx").symlink_to("nowhere")
    dangling, pipe = find_sources([str(tmp_path)])
    with pytest.raises(NotAWorkbook, match="no ordinary file"):
        pipe.read_bytes()
    with pytest.raises(FileNotFoundError):
        dangling.read_bytes()


def test_a_file_beyond_the_limit_is_not_read(tmp_path: Path) -> None:
    with open(tmp_path / "stor.xlsx", "wb") as stream:
        stream.truncate(LARGEST_FILE + 1)
    with zipfile.ZipFile(tmp_path / "z.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("stor.xlsx", bytes(LARGEST_FILE + 1))
    for source in find_sources([str(tmp_path)]):
        with pytest.raises(NotAWorkbook, match="larger than 60 MB"):
            source.read_bytes()
