"""A frozen round: what is in it, that anything changed in it is named, and what is refused, each in one sentence."""

import hashlib
import io
import json
import os
import random
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from hplan_xl import __version__
from hplan_xl.intake.round_files import (
    NotARound,
    build_round,
    describe_round,
    find_changes,
    find_last_round,
    lay_files,
    read_round,
)
from tests.commands import hplan
from tests.hostile import parts_of, zipped
from tests.sketch import sketch

DONE, TO_CORRECT, NOTHING_DONE = 0, 1, 3
INPUTS = ["inputs/Inkorg/RPO Hud/anteckningar.txt", "inputs/Inkorg/plan.xlsx", "inputs/Inkorg/plån två.xlsx"]
MEMBERS = ["SHA256SUMS", "datapackage.json", *INPUTS, "master.xlsx"]
SAME = "Sammanställningen gjord på nytt av omgångens filer är densamma, byte för byte."
NOT_REMADE = "Sammanställningen är inte gjord på nytt, eftersom omgången är ändrad."


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Commands are run in a folder of their own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two plans and a note."""
    folder = tmp_path_factory.mktemp("rounds") / "Inkorg"
    (folder / "RPO Hud").mkdir(parents=True)
    sketch(folder)
    sketch(folder, None, {"group": "RPO Tandvård", "as_of": "2026-04-01"}, "plån två")
    (folder / "RPO Hud" / "anteckningar.txt").write_bytes(b"Ring.")
    return folder


@pytest.fixture(scope="module")
def frozen(inbox: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a round of it."""
    path = tmp_path_factory.mktemp("frozen") / "r.zip"
    assert hplan("freeze", str(inbox), "-o", str(path)).exit_code == DONE
    return path.read_bytes()


def verified(data: bytes, here: Path) -> tuple[int, list[str]]:
    """The exit status of verify, and what it says."""
    (here / "r.zip").write_bytes(data)
    result = hplan("verify", "r.zip")
    return result.exit_code, (result.stdout + result.stderr).splitlines()


def plainly_zipped(contents: Mapping[str, bytes]) -> bytes:
    """Files in a zip as another program might pack them."""
    return zipped({name: contents[name] for name in sorted(contents)})


def changed(frozen: bytes, change: Callable[[dict[str, bytes]], object]) -> bytes:
    """The round after somebody has unpacked it, changed something and packed it again."""
    contents = parts_of(frozen)
    change(contents)
    return plainly_zipped(contents)


def test_a_round_holds_the_files_as_they_came_the_master_and_two_lists(inbox: Path, frozen: bytes) -> None:
    contents = parts_of(frozen)
    assert list(contents) == MEMBERS
    assert {name: contents[name] for name in INPUTS} == {
        name: (inbox / name.removeprefix("inputs/Inkorg/")).read_bytes() for name in INPUTS
    }
    sums = {name: hashlib.sha256(data).hexdigest() for name, data in contents.items()}
    listed = [name for name in MEMBERS if name != "SHA256SUMS"]
    assert contents["SHA256SUMS"].decode() == "".join(f"{sums[name]}  {name}\n" for name in listed)
    package = json.loads(contents["datapackage.json"])
    assert {key: package[key] for key in package if key != "resources"} == {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "hplan-2026-2026-04-01",
        "title": "Översiktlig handlingsplan 2026: omgång",
        "hplan": {
            "version": __version__,
            "year": 2026,
            "as_of": "2026-04-01",
            "arguments": {"year": None, "as_of": None, "exclude": [], "region": [], "lang": "sv"},
        },
    }
    assert package["resources"][1] == {
        "name": "file-2",
        "path": "inputs/Inkorg/plan.xlsx",
        "format": "xlsx",
        "mediatype": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "bytes": len(contents["inputs/Inkorg/plan.xlsx"]),
        "hash": f"sha256:{sums['inputs/Inkorg/plan.xlsx']}",
    }


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="sha256sum is not on the PATH")
def test_sha256sum_takes_the_list_of_an_unpacked_round(frozen: bytes, here: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(frozen)) as archive:
        archive.extractall(here)
    told = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], capture_output=True, encoding="utf-8", check=False)
    assert (told.returncode, told.stdout.count(": OK\n")) == (0, len(MEMBERS) - 1)


def test_the_same_files_give_the_same_round_wherever_they_lie_and_it_is_as_it_was(
    inbox: Path, frozen: bytes, here: Path
) -> None:
    shutil.copytree(inbox, here / "annan plats" / "Inkorg")
    told = hplan("freeze", "annan plats/Inkorg", "-o", "r.zip")
    assert told.stdout.splitlines()[0].startswith("2 av 33 grupper har lämnat in sin plan för 2026.")
    assert (here / "r.zip").read_bytes() == frozen
    assert verified(frozen, here) == (DONE, [f"Alla {len(MEMBERS)} filer är som när omgången frystes.", SAME])
    assert hplan("freeze", "annan plats/Inkorg", "-o", "r.zip").exit_code == DONE  # over an earlier round


def flip(data: bytes, at: int, by: int) -> bytes:
    return data[:at] + bytes([data[at] ^ by]) + data[at + 1 :]


def changes_of(data: bytes, path: Path) -> list[str]:
    """What is said of a round of these bytes."""
    path.write_bytes(data)
    try:
        return [text.sv for text in find_changes(read_round(path))]
    except NotARound as error:
        return [error.sentence.sv]


def test_a_byte_that_is_flipped_in_a_file_is_named_by_the_file(frozen: bytes, here: Path) -> None:
    chance = random.Random(14)
    for member in zipfile.ZipFile(io.BytesIO(frozen)).infolist() * 3:
        start = member.header_offset + 30 + len(member.filename.encode())
        at = start + chance.randrange(member.file_size)
        said = changes_of(flip(frozen, at, chance.randrange(1, 256)), here / "f.zip")
        assert [member.filename in sentence for sentence in said] == [True], said


def test_every_byte_of_a_round_is_missed_when_it_is_another(here: Path) -> None:
    """Each fourth byte of a small round, of its files, its lists and the zip around them, with one bit turned.

    Each byte where HPLAN_THOROUGH=1.
    """
    step = 1 if os.environ.get("HPLAN_THOROUGH") == "1" else 4
    files = {"inputs/å.txt": b"Ring.", "inputs/b/c.txt": b"", "master.xlsx": b"master"}
    whole = build_round(files, describe_round("Omgång", "hplan-2026", {"version": "1"}, files))
    assert changes_of(whole, here / "f.zip") == []
    unnoticed = [
        at for at in range(0, len(whole), step) if not changes_of(flip(whole, at, 1 << at // step % 8), here / "f.zip")
    ]
    assert (len(whole) > 1500, unnoticed) == (True, [])


def _without(name: str) -> Callable[[dict[str, bytes]], object]:
    return lambda contents: contents.pop(name)


def _with(name: str, data: bytes) -> Callable[[dict[str, bytes]], object]:
    return lambda contents: contents.update({name: data})


def _in(name: str, old: bytes, new: bytes) -> Callable[[dict[str, bytes]], object]:
    return lambda contents: contents.update({name: contents[name].replace(old, new)})


def _line_gone(contents: dict[str, bytes]) -> None:
    lines = contents["SHA256SUMS"].splitlines(keepends=True)
    contents["SHA256SUMS"] = b"".join(line for line in lines if b"plan.xlsx" not in line)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (_with(INPUTS[0], b"Ring!"), f"{INPUTS[0]} är ändrad: innehållet stämmer inte med SHA256SUMS."),
        (_without(INPUTS[1]), f"{INPUTS[1]} saknas i omgången."),
        (_with("inputs/ny.xlsx", b"x"), "inputs/ny.xlsx hör inte till omgången: den står inte i SHA256SUMS."),
        (
            _line_gone,
            "SHA256SUMS är ändrad: raden för inputs/Inkorg/plan.xlsx saknas. "
            "Filen själv är som datapackage.json säger.",
        ),
        (
            _in("SHA256SUMS", b"  inputs/Inkorg/plan.xlsx", b"0 inputs/Inkorg/plan.xlsx"),
            "SHA256SUMS är ändrad: rad 3 går inte att läsa.",
        ),
        (
            _in("datapackage.json", b'"year": 2026', b'"year": 2025'),
            "datapackage.json och SHA256SUMS stämmer inte med varandra: en av dem är ändrad.",
        ),
    ],
)
def test_what_differs_is_told_and_the_master_is_not_made_anew(
    change: Callable[[dict[str, bytes]], object], sentence: str, frozen: bytes, here: Path
) -> None:
    status, said = verified(changed(frozen, change), here)
    assert (status, said[0], said[-1]) == (TO_CORRECT, sentence, NOT_REMADE)


def test_a_round_that_was_packed_again_is_told_and_its_master_made_anew(frozen: bytes, here: Path) -> None:
    assert verified(plainly_zipped(parts_of(frozen)), here) == (
        TO_CORRECT,
        [
            "Filerna är som när omgången frystes, men zip-filen runt dem är ändrad eller packad av ett annat program.",
            SAME,
        ],
    )


def rewritten(frozen: bytes, **made: object) -> bytes:
    """A round whose master was changed together with both lists; made: what else its description says."""
    contents = parts_of(frozen)
    package = json.loads(contents["datapackage.json"])
    package["hplan"] = {**package["hplan"], **made}
    master = parts_of(contents["master.xlsx"])
    master["xl/worksheets/sheet1.xml"] += b" "
    contents["master.xlsx"] = zipped(master)
    for one in package["resources"]:
        one["hash"] = f"sha256:{hashlib.sha256(contents[one['path']]).hexdigest()}"
    files = {name: data for name, data in contents.items() if name not in ("SHA256SUMS", "datapackage.json")}
    return build_round(files, json.dumps(package).encode())


def test_a_master_that_was_changed_with_both_lists_is_found_by_making_it_anew(frozen: bytes, here: Path) -> None:
    assert verified(rewritten(frozen), here) == (
        TO_CORRECT,
        [
            "Alla 6 filer är som när omgången frystes.",
            "Sammanställningen gjord på nytt av omgångens filer skiljer sig från den i omgången, "
            "i xl/worksheets/sheet1.xml.",
        ],
    )


def test_another_version_of_hplan_is_told_and_is_no_fault(frozen: bytes, here: Path) -> None:
    assert verified(rewritten(frozen, version="0.9"), here) == (
        DONE,
        [
            "Alla 6 filer är som när omgången frystes.",
            "Sammanställningen gjord på nytt är inte densamma. Det kan bero på att omgången frystes med hplan 0.9; "
            f"det här är {__version__}.",
        ],
    )


def test_a_description_that_does_not_say_how_is_told(frozen: bytes, here: Path) -> None:
    assert verified(rewritten(frozen, arguments=["rm -rf"]), here) == (
        NOTHING_DONE,
        ["r.zip: datapackage.json säger inte hur sammanställningen gjordes, så den går inte att göra på nytt."],
    )


LISTS = {"SHA256SUMS": b"", "datapackage.json": b"{}", "master.xlsx": b""}
UNSAFE = "r.zip läses inte: namnet ”{name}” leder ut ur omgången eller går inte att skriva i alla system."


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (zipped({**LISTS, "../ut.xlsx": b""}), UNSAFE.format(name="../ut.xlsx")),
        (zipped({**LISTS, "/etc/ut": b""}), UNSAFE.format(name="/etc/ut")),
        (zipped({**LISTS, "C:\\ut": b""}), UNSAFE.format(name="C:\\ut")),
        (zipped({**LISTS, "inputs": b"", "inputs/a": b""}), UNSAFE.format(name="inputs")),
        (zipped({**LISTS, "Master.xlsx": b""}), "r.zip läses inte: två av filerna i den har samma namn."),
        (
            zipped({**LISTS, "inputs/bomb": b" " * (20 * 2**20)}),
            "r.zip läses inte: den packar upp till mer än en omgång rymmer (512 MB).",
        ),
        (zipped({"plan.xlsx": b""}), "r.zip är ingen omgång från ”hplan freeze”: SHA256SUMS saknas."),
        (
            zipped({"SHA256SUMS": b"", "master.xlsx": b""}),
            "r.zip är ingen omgång från ”hplan freeze”: datapackage.json saknas.",
        ),
        (
            b"PK\x03\x04 half a zip",
            "r.zip är ingen zip-fil som går att öppna, så det går inte att säga om omgången är som den var.",
        ),
        (
            b"PK\x03\x04 half a round" + zipped({"xl/workbook.xml": b""}),
            "r.zip är ingen zip-fil som går att öppna, så det går inte att säga om omgången är som den var.",
        ),
    ],
    ids=["above", "absolute", "drive", "file and folder", "twice", "bomb", "other", "unlisted", "broken", "cut"],
)
def test_what_is_no_round_or_means_harm_is_refused_in_one_sentence(data: bytes, sentence: str, here: Path) -> None:
    assert verified(data, here) == (NOTHING_DONE, [sentence])
    assert sorted(path.name for path in here.iterdir()) == ["r.zip"]


def test_a_round_that_is_not_there_or_is_a_folder_is_told(here: Path) -> None:
    (here / "mapp.zip").mkdir()
    assert [hplan("verify", name).stderr for name in ("borta.zip", "mapp.zip")] == [
        "borta.zip finns inte. Se efter hur den heter och var den ligger.\n",
        "mapp.zip är ingen zip-fil som går att öppna, så det går inte att säga om omgången är som den var.\n",
    ]


def test_the_register_the_options_and_what_cannot_be_read_go_with_the_round(inbox: Path, here: Path) -> None:
    shutil.copytree(inbox, here / "in")
    (here / "in" / "register.toml").write_text('[[group]]\nname = "RPO Eget"\nkind = "RPO"\n', encoding="utf-8")
    (here / "in" / "borta.xlsx").symlink_to(here / "ingenstans.xlsx")
    told = hplan("freeze", "in", "-o", "in/r.zip", "--exclude", "in/plån två.xlsx", "--as-of", "2026-05-01")
    assert (told.exit_code, told.stderr.splitlines()) == (
        TO_CORRECT,
        [
            "Registret in/register.toml ligger bland planerna och används.",
            "in/borta.xlsx är ingen vanlig fil och är inte med i omgången.",
        ],
    )
    contents = parts_of((here / "in" / "r.zip").read_bytes())
    assert [name for name in contents if "/" not in name] == [*LISTS, "register.toml"]
    made = json.loads(contents["datapackage.json"])["hplan"]
    assert made["arguments"]["exclude"] == ["inputs/in/plån två.xlsx"]
    assert made["as_of"] == "2026-05-01"
    assert verified((here / "in" / "r.zip").read_bytes(), here)[1][-1] == SAME
    # neither an earlier round nor a master is among what came in
    hplan("merge", "in/plan.xlsx", "-o", "in/master.xlsx")
    hplan("freeze", "in", "-o", "in/r2.zip", "--exclude", "in/plån två.xlsx", "--as-of", "2026-05-01")
    assert (here / "in" / "r2.zip").read_bytes() == (here / "in" / "r.zip").read_bytes()
    checked = json.loads(hplan("check", "in", "--format", "json").stdout)["files"]
    assert not any("r.zip" in file["file"] for file in checked)


def test_the_register_goes_with_the_round_and_is_used_whatever_its_file_is_called(inbox: Path, here: Path) -> None:
    (here / "eget.txt").write_text('[[group]]\nname = "RPO Eget"\nkind = "RPO"\n', encoding="utf-8")
    told = hplan("freeze", str(inbox), "-o", "r.zip", "--register", "eget.txt")
    merged = hplan("merge", str(inbox), "-o", "m.xlsx", "--register", "eget.txt")
    assert told.stdout.splitlines()[:5] == merged.stdout.splitlines()[:5]
    assert [name for name in parts_of((here / "r.zip").read_bytes()) if "/" not in name] == [*LISTS, "register.toml"]


def test_a_round_is_not_compared_with_as_it_is(
    inbox: Path, frozen: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("r.zip").write_bytes(frozen)
    told = hplan("merge", str(inbox), "-o", "m.xlsx", "--previous", "r.zip")
    assert (told.exit_code, told.stderr) == (
        NOTHING_DONE,
        "r.zip är en omgång från ”hplan freeze”. Packa upp master.xlsx ur den och ange den filen efter --previous.\n",
    )


def test_where_a_round_cannot_be_written_is_told(inbox: Path, frozen: bytes, here: Path) -> None:
    (here / "a.zip").write_bytes(zipped({"x": b""}))
    assert [hplan("freeze", str(inbox), "-o", name).stderr for name in ("r.xlsx", "a.zip")] == [
        "En omgång är en zip-fil. Skriv ett namn som slutar på .zip efter -o, t.ex. r.zip.\n"
        "T.ex.: hplan freeze inkomna -o 2026-04.zip\nMer: hplan freeze --help\n",
        "a.zip finns redan och är ingen omgång från hplan. Välj ett annat namn, eller skriv över med --force.\n",
    ]
    (here / "gammal.zip").write_bytes(frozen)
    assert hplan("freeze", str(inbox), "gammal.zip", "-o", "r.zip").stderr == (
        "gammal.zip är en omgång som redan är fryst. Ange mappen med planerna.\n"
    )
    (here / "tom").mkdir()
    assert hplan("freeze", "tom", "-o", "r.zip").stderr == (
        "Ingen handlingsplan att läsa i tom. Ange en ifylld plan (.xlsx), en mapp eller en zip-fil.\n"
    )


def test_files_that_a_round_cannot_hold_or_that_cannot_be_read_are_told(
    inbox: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(inbox, here / "in")
    (here / "in" / "stor.mp4").write_bytes(bytes(2 * 2**20))
    with monkeypatch.context() as patched:
        patched.setattr("hplan_xl.commands.freeze_round.MOST_BYTES", 2**20)
        assert hplan("freeze", "in", "-o", "r.zip").stderr == (
            "Filerna är fler eller större än en omgång rymmer (1 MB, 10000 filer). Frys en mindre mapp.\n"
        )
    whole = Path.read_bytes

    def locked(path: Path) -> bytes:
        if path.name == "stor.mp4":
            raise PermissionError(13, "Permission denied")
        return whole(path)

    monkeypatch.setattr(Path, "read_bytes", locked)
    told = hplan("freeze", "in", "-o", "r.zip")
    assert (told.exit_code, told.stderr) == (
        TO_CORRECT,
        "in/stor.mp4 går inte att läsa från disken (behörighet saknas) och är inte med i omgången.\n",
    )
    assert "inputs/in/stor.mp4" not in parts_of(whole(here / "r.zip"))


def test_the_last_round_beside_an_output_is_the_one_of_the_latest_day_that_is_whole(frozen: bytes, here: Path) -> None:
    assert find_last_round(here / "master.xlsx", date(2027, 1, 1)) == (None, ())
    (here / "april.zip").write_bytes(frozen)
    (here / "maj.zip").write_bytes(rewritten(frozen, as_of="2026-05-01"))
    (here / "juni.zip").write_bytes(flip(rewritten(frozen, as_of="2026-06-01"), 200, 1))
    (here / "mars.zip").write_bytes(flip(rewritten(frozen, as_of="2026-03-01"), 200, 1))
    (here / "utan.zip").write_bytes(rewritten(frozen, as_of=None))
    (here / "annat.zip").write_bytes(zipped({"x": b""}))
    (here / "ut.zip").write_bytes(zipped({**LISTS, "../ut.xlsx": b""}))
    last, faulty = find_last_round(here / "master.xlsx", date(2027, 1, 1))
    assert last is not None
    assert (last.path.name, last.as_of) == ("maj.zip", "2026-05-01")
    assert last.data == parts_of((here / "maj.zip").read_bytes())["master.xlsx"]
    assert [(one.path.name, one.as_of) for one in faulty] == [("juni.zip", "2026-06-01"), ("ut.zip", "")]
    before, faulty = find_last_round(here / "master.xlsx", date(2026, 5, 1))
    assert before is not None
    assert (before.path.name, [one.path.name for one in faulty]) == ("april.zip", ["ut.zip"])
    none, faulty = find_last_round(here / "master.xlsx", date(2026, 4, 1))
    assert (none, [one.path.name for one in faulty]) == (None, ["mars.zip", "ut.zip"])


def test_merge_compares_with_the_last_round_beside_its_master_and_says_so(here: Path) -> None:
    (here / "in").mkdir()
    sketch(here / "in")
    hplan("freeze", "in", "-o", "mars.zip")
    again = hplan("merge", "in", "-o", "master.xlsx")
    assert "mars.zip" not in again.stderr  # it is of the same day
    sketch(here / "in", None, {"as_of": "2026-04-15"})
    later = hplan("merge", "in", "-o", "master.xlsx")
    assert later.stderr.splitlines() == [
        "Jämfört med omgången mars.zip, som gäller 2026-03-15. Vill ni jämföra med en annan: --previous FIL."
    ]
    assert "Sedan 2026-03-15" in later.stdout
    (here / "annat").mkdir()
    assert hplan("merge", "in", "-o", "annat/master.xlsx").stderr == ""
    (here / "mars.zip").write_bytes(flip((here / "mars.zip").read_bytes(), 200, 1))
    assert hplan("merge", "in", "-o", "master.xlsx").stderr == (
        "Omgången mars.zip ligger bredvid men är inte jämförd med. Den är ändrad sedan den frystes; "
        "”hplan verify mars.zip” säger vad som är ändrat.\n"
    )


def test_the_plans_of_a_round_are_read_and_nothing_else_of_ours_in_it(frozen: bytes, here: Path) -> None:
    (here / "r.zip").write_bytes(frozen)
    told = hplan("merge", "r.zip", "-o", "anew.xlsx").output
    assert [line for line in told.splitlines() if line.startswith("r.zip/")] == [
        "r.zip/inputs/Inkorg/RPO Hud/anteckningar.txt är ingen Excel-fil (.xlsx). Be gruppen fylla i handlingsplanens "
        "mall. Troligen: RPO Hud- och könssjukdomar.",
    ]


def test_why_a_round_of_empty_plans_beside_a_master_is_not_compared_with_is_told(here: Path) -> None:
    (here / "in").mkdir()
    sketch(here / "in", {"areas": "|title|\n|\n", "activities": "|title|\n|Kö|\n"})
    hplan("freeze", "in", "-o", "mars.zip")
    sketch(here / "in", None, {"as_of": "2026-04-15"})
    later = hplan("merge", "in", "-o", "master.xlsx")
    assert (later.exit_code, later.stderr) == (
        DONE,
        "Omgången mars.zip ligger bredvid men är inte jämförd med. mars.zip saknar fliken Områden, som i en "
        "utskriftsversion eller av tomma planer, och går inte att jämföra med. Ange en hel sammanställning.\n",
    )


def test_names_in_a_round_tell_no_more_of_a_path_than_is_needed_and_can_be_written_everywhere() -> None:
    files = ["/home/x/Inkorg/a/p.xlsx", "/home/x/Inkorg/a?/p.xlsx", "/home/x/Inkorg/a_/p.xlsx", "/home/x/q/p.xlsx"]
    given = ["/home/x/Inkorg", "/home/x/q/p.xlsx"]
    assert [one.name for one in lay_files([(path, path) for path in files], given)] == [
        "inputs/Inkorg/a/p.xlsx",
        "inputs/Inkorg/a_/p.xlsx",
        "inputs/Inkorg/a_/p (2).xlsx",
        "inputs/q/p.xlsx",
    ]
    above = [("../Inkorg/p.xlsx", "../Inkorg/p.xlsx"), ("p.xlsx", "p.xlsx"), ("./p.xlsx", "p.xlsx")]
    assert [one.name for one in lay_files(above, [path for path, _ in above])] == [
        "inputs/Inkorg/p.xlsx",
        "inputs/p.xlsx",
        "inputs/p (2).xlsx",
    ]
