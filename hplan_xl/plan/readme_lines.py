"""The lines of Läs mig: how to fill in, on one page."""

from collections.abc import Iterator
from dataclasses import replace

from hplan_xl.book.description import GuideLine
from hplan_xl.book.text import Text
from hplan_xl.plan.prefill import Locality
from hplan_xl.plan.vocabularies import STATUS

_STEPS = (
    Text(
        "1. Fyll i Plan, Prioriterade områden och Aktiviteter. De räcker; på Plan svarar ni i rutorna med färgen "
        "Behövs. Övriga flikar använder ni när ni har något att säga där.",
        "1. Fill in Plan, Priority areas and Activities. They are enough; on Plan, answer in the cells with the "
        "colour Needed. Use the other sheets when you have something to say there.",
    ),
    Text("2. Ett prioriterat område per rad.{promises}", "2. One priority area a row.{promises}"),
    Text(
        "3. En aktivitet per rad. Välj området i listan, skriv vem som håller i den och när: ”under {year}”, ”Q2” och "
        "”löpande” går bra.",
        "3. One activity a row. Choose its area from the list, say who leads it and when: “during {year}”, “Q2”, "
        "“continuous” are fine.",
    ),
    Text(
        "4. Bedöm statusen själva; det finns inga gränsvärden. Vid ▲ och ■: skriv varför och vad ni behöver, av vem.",
        "4. The status is your own judgement; there are no thresholds. At ▲ and ■: say why, and what you need from "
        "whom.",
    ),
    Text(
        "5. Har ni förra årets plan som bilder? Be {contact} om en mall som är ifylld av dem (hplan import), och gå "
        "igenom fliken Att se över. Kopierar ni själva: klistra in bara text, så får varje punkt en egen rad.",
        "5. Is last year's plan on slides? Ask {contact} for a template filled from them (hplan import), and go "
        "through its sheet To look through. Copying yourselves? Paste as text only: each bullet gets its own row.",
    ),
    Text(
        "6. Se efter på fliken Kontroll. Står det ”Klar att skicka” är planen klar, annars leder länkarna till "
        "cellerna.",
        "6. Look at the sheet Check. “Ready to send” means done; otherwise its links lead to the cells.",
    ),
    Text(
        "7. Spara som Excel-fil (.xlsx) och skicka till {contact} senast {due}. Filnamnet spelar ingen roll.",
        "7. Save as an Excel file (.xlsx) and send it to {contact} by {due}. Any file name will do.",
    ),
)


_TICK_PROMISES = Text(
    " Sätt x vid de patientlöften som området bidrar till.", " Put an x at the patient promises that the area serves."
)
_KEPT = Text(", förvaltas av sjukvårdsregionens processtöd", ", kept by the healthcare region's process support")
_NOTHING = Text("", "")


_CLOSING = (
    GuideLine(
        style="note",
        text=Text(
            "Planen sammanställs och kan publiceras, och filen kan begäras ut. Skriv funktion i stället för "
            "personnamn, aldrig något om en patient.",
            "The plan is summarised and may be published, and the file may be requested by anyone. Write roles, "
            "not names; never anything about a patient.",
        ),
    ),
    GuideLine(
        style="note",
        text=Text(
            "Frågor: {contact}. Årets datum: fliken Årshjul.{more} Mall {version}, {dated}{kept}.",
            "Questions: {contact}. This year's dates: the sheet Annual wheel.{more} Template {version}, {dated}{kept}.",
        ),
    ),
)


def build_guide(local: Locality) -> tuple[GuideLine, ...]:
    """The lines of Läs mig, with {year}, {group}, {contact}, {due}, {more}, {version} and {dated} to fill."""
    ticked = _TICK_PROMISES if local.promises else _NOTHING
    kept = _KEPT if all(region.web_address for region in local.regions) else _NOTHING  # by whom, its instruction says
    return (
        GuideLine(
            style="title",
            text=Text("Översiktlig handlingsplan {year} – {group}", "Overview action plan {year} – {group}"),
        ),
        GuideLine(
            style="lead",
            text=Text(
                "En levande lägesbild för planering, uppföljning och dialog. Skriv kort.",
                "A living picture of the situation, for planning, follow-up and dialogue. Be brief.",
            ),
        ),
        *(GuideLine(style="step", text=_put_in(step, "{promises}", ticked)) for step in _STEPS),
        GuideLine(
            style="note",
            text=Text(
                "Får ni tillbaka planen med markeringar: fortsätt i den filen. I nästa kopia ni får är det ni har "
                "rättat inte längre markerat.",
                "If the plan comes back with marks: go on in that file. In the next copy you get, what you have mended "
                "is no longer marked.",
            ),
        ),
        *_statuses(),
        *_promises(local),
        *(replace(line, text=_put_in(line.text, "{kept}", kept)) for line in _CLOSING),
    )


def _statuses() -> Iterator[GuideLine]:
    for number, term in enumerate(STATUS.terms):
        words = Text(*(f"{term.symbol} {word}" for word in (term.word.sv, term.word.en)))
        meaning = term.explanation or Text("", "")
        yield GuideLine(
            style="entry",
            label=None if number else Text("Status", "Status"),
            text=Text(f"{words.sv} – {meaning.sv}", f"{words.en} – {meaning.en}"),
        )


def _put_in(line: Text, place: str, words: Text) -> Text:
    return Text(line.sv.replace(place, words.sv), line.en.replace(place, words.en))


def _promises(local: Locality) -> Iterator[GuideLine]:
    """What patients are promised, for the regions that promise something."""
    before = None
    for region, promise in local.promises:
        if region is not before:
            yield GuideLine(
                style="entry",
                label=Text("Patientlöften", "Promises"),
                text=Text(f"Patienter i {region.title.sv} ska …", f"Patients in the {region.title.en} shall …"),
            )
        before = region
        told = Text(f"… {promise.promise.sv}", f"… {promise.promise.en}")
        yield GuideLine(style="entry", label=promise.title, text=told)
