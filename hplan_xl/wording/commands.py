"""What the commands say of themselves: progress, summaries, and why nothing could be done."""

from hplan_xl.text import Text

NOTHING_TO_SAY = Text("inget att rätta", "nothing to correct")
TO_DO = Text(
    "Rätta: {errors} · Komplettera: {warnings} · Fundera på: {hints}",
    "Correct: {errors} · Complete: {warnings} · Consider: {hints}",
)
NOTICE = Text("Obs", "Note")
AND_MORE = Text("(och {n} till på samma sätt)", "(and {n} more of the kind)")
NO_PLANS = Text(
    "Ingen handlingsplan att läsa i {paths}. Ange en ifylld plan (.xlsx), en mapp eller en zip-fil.",
    "No action plan to read in {paths}. Give a filled plan (.xlsx), a folder or a zip file.",
)
NO_PLANS_FOR_YEAR = Text(
    "Ingen av planerna gäller {year}. De gäller {years}; välj år med --year.",
    "None of the plans is for {year}. They are for {years}; choose the year with --year.",
)
READING = Text("Läser {n} av {all}: {file}", "Reading {n} of {all}: {file}")
WRITTEN = Text("Klart: {path}", "Done: {path}")
LOCKED = Text(
    "{path} är öppen i ett annat program eller skrivskyddad. Resultatet ligger i {spare} i stället.",
    "{path} is open in another program or write-protected. The result is in {spare} instead.",
)
UNKNOWN_REGION = Text(
    "Sjukvårdsregionen ”{region}” finns inte i registret. Välj en av: {known}.",
    "The healthcare region “{region}” is not in the register. Choose one of: {known}.",
)
UNKNOWN_GROUP = Text(
    "Gruppen ”{group}” finns inte i registret. Menar ni {suggestions}? Med --register kan ni lägga till grupper.",
    "The group “{group}” is not in the register. Do you mean {suggestions}? With --register you can add groups.",
)
UNKNOWN_GROUP_NONE_NEAR = Text(
    "Gruppen ”{group}” finns inte i registret. Med --register kan ni lägga till grupper.",
    "The group “{group}” is not in the register. With --register you can add groups.",
)
GROUP_AND_ALL = Text(
    "Välj antingen --group eller --all-groups.",
    "Choose either --group or --all-groups.",
)
ALL_GROUPS_NEEDS_FOLDER = Text(
    "Ange en mapp för mallarna: --all-groups -o MAPP.",
    "Give a folder for the templates: --all-groups -o DIR.",
)
WITHOUT_COUNCIL = Text(
    "Utan kunskapsråd, och därför i en egen arbetsbok: {groups}. Ange råd i planen eller i registret.",
    "Without a council, and therefore in a workbook of their own: {groups}. Give it in the plan or in the register.",
)
IN_SEVERAL = Text(
    "{group} hör till {n} kunskapsråd och finns med i vart och ett.",
    "{group} belongs to {n} councils and is in each of them.",
)
INTERRUPTED = Text("Avbrutet. Inget är ändrat.", "Stopped. Nothing is changed.")
RECONCILED = Text(
    "{read} rader lästa = {merged} i sammanställningen + {left} i filer som inte används.",
    "{read} rows read = {merged} in the summary + {left} in files that are not used.",
)


def plans_read(plans: int, without_errors: int) -> Text:
    """How many plans were read and how many of them have nothing to correct."""
    if plans == 1:
        return (
            Text("1 plan läst, inget att rätta.", "1 plan read, nothing to correct.")
            if without_errors
            else Text("1 plan läst, med celler att rätta.", "1 plan read, with cells to correct.")
        )
    return Text(
        f"{plans} planer lästa, {without_errors} utan något att rätta.",
        f"{plans} plans read, {without_errors} with nothing to correct.",
    )


def files_not_read(files: int) -> Text:
    """How many files could not be taken as plans."""
    if files == 1:
        return Text("1 fil gick inte att läsa som plan.", "1 file could not be read as a plan.")
    return Text(f"{files} filer gick inte att läsa som planer.", f"{files} files could not be read as plans.")


def blank_links(groups: int, without_council: int, without_contact: int) -> Text:
    """What the register does not know of the groups, and what that costs."""
    return Text(
        f"Registret saknar kunskapsråd för {without_council} av {groups} grupper och kontakt för {without_contact}. "
        "De står tomma i mallarna, och grupperna hamnar utan råd i sammanställningen. "
        "Fyll i registret: hplan register -o register.xlsx.",
        f"The register lacks the council of {without_council} of {groups} groups and the contact of "
        f"{without_contact}. They are blank in the templates, and the groups stand without a council in the summary. "
        "Complete the register: hplan register -o register.xlsx.",
    )
