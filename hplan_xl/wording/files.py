"""What the coordinator is told of a file: why it is not in, or what to know about it."""

from hplan_xl.text import Text

OTHER_YEAR = Text(
    "{file} gäller {year}. Sammanställningen gäller {merge_year}, så planen är inte med.",
    "{file} is for {year}. The summary is for {merge_year}, so the plan is not in it.",
)
EXCLUDED = Text(
    "{file} är utelämnad med --exclude.",
    "{file} is left out by --exclude.",
)
SAME_CONTENT = Text(
    "{file} har samma innehåll som {other}. Det räknas en gång.",
    "{file} has the same contents as {other}. It is counted once.",
)
OLDER_STATUS = Text(
    "Två versioner: {file} är ersatt av {other}, som har senare ”Status per den” ({date}).",
    "Two versions: {file} is superseded by {other}, which has a later “Status as of” ({date}).",
)
SAVED_EARLIER = Text(
    "Två versioner: {file} är ersatt av {other}, som är sparad senare ({date}).",
    "Two versions: {file} is superseded by {other}, which was saved later ({date}).",
)
EQUALLY_NEW = Text(
    "Två versioner för {group} är lika nya: {file} och {other}. {other} är med. "
    "Vill ni ha den andra: --exclude ”{other}”.",
    "Two versions for {group} are equally new: {file} and {other}. {other} is in. "
    "If you want the other: --exclude “{other}”.",
)
UNIDENTIFIED = Text(
    "{file} saknar {what} på fliken Plan, så planen kan inte räknas till någon. Fyll i det och kör igen.",
    "{file} lacks {what} on the sheet Plan, so the plan cannot be counted to anyone. Fill it in and run again.",
)
LOCK_FILE = Text(
    "{other} är öppen i Excel. Det som senast sparades är läst.",
    "{other} is open in Excel. What was last saved is read.",
)
SYSTEM_FILE = Text(
    "{file} är en systemfil och hör inte till planerna.",
    "{file} is a system file and no part of the plans.",
)
OTHER_DOCUMENT = Text(
    "{file} är ingen Excel-fil (.xlsx). Be gruppen fylla i handlingsplanens mall.",
    "{file} is no Excel file (.xlsx). Ask the group to fill in the action plan template.",
)
OTHER_DOCUMENT_OF = Text(
    "{file} är ingen Excel-fil (.xlsx). Troligen: {group}. Be gruppen fylla i handlingsplanens mall.",
    "{file} is no Excel file (.xlsx). Probably: {group}. Ask the group to fill in the action plan template.",
)
UNREADABLE = Text(
    "{file} går inte att läsa från disken: {why}.",
    "{file} cannot be read from the disk: {why}.",
)
