"""The words of `hplan export`: what it prints, and the titles of the fields that are no column of the book."""

from hplan_xl.book.text import Text
from hplan_xl.wording import file_sentences

EXPORT = Text(
    "Skriv planerna som tabeller för andra program: Power BI, Qlik, R, Python och SQL.",
    "Write the plans as tables for other programs: Power BI, Qlik, R, Python and SQL.",
)
EXPORT_OUTPUT = Text(
    "Mappen att skriva till. En tidigare export där ersätts; en mapp med annat i tas inte.",
    "The folder to write to. An earlier export there is replaced; a folder that holds anything else is not taken.",
)
EXPORT_FORMAT = Text("Filformat: csv, parquet, json eller sqlite.", "File format: csv, parquet, json or sqlite.")
NO_PARQUET = Text(
    "För --to parquet behövs pyarrow. Installera det med: pip install pyarrow, eller välj csv, json eller sqlite.",
    "--to parquet needs pyarrow. Install it by: pip install pyarrow, or choose csv, json or sqlite.",
)


def describe_tables(tables: int, rows: int) -> Text:
    """How many tables are written, and how many rows they have together."""
    return Text("{n} tabeller med {rows}.", "{n} tables with {rows}.").fill(
        n=tables, rows=file_sentences.ROWS.with_number(rows)
    )


PACKAGE_TITLE = Text("{book} {year}: data", "{book} {year}: data")
PACKAGE_HELP = Text(
    "{plans} planer för {year}. Läget gäller {as_of}. Arbetsanteckningar är inte med.",
    "{plans} plans for {year}. The state as of {as_of}. Working notes are left out.",
)
ONE_PLAN = Text(
    "1 plan för {year}. Läget gäller {as_of}. Arbetsanteckningar är inte med.",
    "1 plan for {year}. The state as of {as_of}. Working notes are left out.",
)
DAY_NOT_KNOWN = Text("en dag som ingen plan anger", "a day that no plan gives")

PLAN_KEY = Text("Planens nyckel", "Key of the plan")
PLAN_KEY_HELP = Text(
    "År, sjukvårdsregion och grupp: samma i alla tabeller. En plan utan grupp går efter sin fil.",
    "Year, healthcare region and group: the same in all tables. A plan without a group goes by its file.",
)
GROUP_KEY = Text("Gruppens nyckel", "Key of the group")
GROUP_KEY_HELP = Text(
    "Sjukvårdsregion och grupp: samma år från år. En plan utan grupp går efter sin fil, och bara i denna export.",
    "Healthcare region and group: the same from year to year. A plan without a group goes by its file, in this export "
    "only.",
)
GROUP_NAME = Text("Grupp", "Group")
GROUP_NAME_HELP = Text("Gruppens namn; tomt där det inte är känt.", "The group's name; empty where it is not known.")
PLAN_YEAR = Text("År", "Year")
PLAN_YEAR_HELP = Text("Det år som exporten gäller.", "The year that the export is for.")
ROUTE = Text("Redovisas för", "Reported to")
ROUTE_HELP = Text(
    "Kunskapsråd eller annat forum enligt planen, annars enligt registret; tomt där det inte är känt.",
    "Council or other forum by the plan, else by the register; empty where it is not known.",
)
ROW_KEY_OF = Text("Nyckel: {title}", "Key: {title}")
ROW_KEY_HELP = Text(
    "Gruppens nyckel och radens {title}: samma år från år så länge gruppen behåller det.",
    "The group's key and the row's {title}: the same from year to year as long as the group keeps it.",
)
LABEL_OF = Text("{title} i ord", "{title} in words")
LABEL_HELP = Text("Raden som det hänvisas till, kortad.", "The row that is referred to, cut short.")
FIRST_OF = Text("{title}, från", "{title}, from")
LAST_OF = Text("{title}, till", "{title}, to")
FIRST_HELP = Text("Första dagen; tomt där den är öppen.", "The first day; empty where it is open.")
LAST_HELP = Text("Sista dagen; tomt där den är öppen.", "The last day; empty where it is open.")
FIRST_YEAR_HELP = Text("Första året.", "The first year.")
LAST_YEAR_HELP = Text("Sista året.", "The last year.")
PRECISION_OF = Text("{title}, precision", "{title}, precision")
PRECISION_HELP = Text(
    "Hur exakt tiden är angiven: day, week, month, quarter, tertial, half, year, span, continuous eller words.",
    "How exactly the time is given: day, week, month, quarter, tertial, half, year, span, continuous or words.",
)
TICK_HELP = Text("{help} (Sant där det är ikryssat, annars tomt.)", "{help} (True where it is ticked, else empty.)")
MISSING_OF = Text("{title}, saknas", "{title}, missing")
MISSING_HELP = Text(
    "Varför talet saknas: - bortfall, . ej tillämpligt, .. sekretess.",
    "Why the number is missing: - missing, . not applicable, .. confidential.",
)
SOURCE_FILE = Text("Fil", "File")
SOURCE_FILE_HELP = Text("Filen som raden kommer från.", "The file that the row comes from.")
SOURCE_SHEET = Text("Flik", "Sheet")
SOURCE_SHEET_HELP = Text("Flikens namn i filen.", "The sheet's name in the file.")
SOURCE_ROW = Text("Rad", "Row")
SOURCE_ROW_HELP = Text("Radens nummer i Excel.", "The row's number in Excel.")

VALUES_HELP = Text(
    "Ett värde per rad. En rad utan värde i planen står kvar en gång, utan region.",
    "One value a row. A row without a value in the plan stands once, without a region.",
)
REGION = Text("Region", "Region")
REGION_HELP = Text("Den som värdet gäller, som kod.", "Whose value it is, as a code.")
REGION_TITLE = Text("Region i ord", "Region in words")
REGION_TITLE_HELP = Text("Den som värdet gäller.", "Whose value it is.")
VALUE = Text("Värde", "Value")
VALUE_HELP = Text("Talet; tomt där det saknas.", "The number; empty where it is missing.")

FINDINGS = Text("Anmärkningar", "Findings")
FINDINGS_HELP = Text(
    "Det som kan rättas, kompletteras eller övervägas i planerna.",
    "What can be corrected, completed or considered in the plans.",
)
CELL = Text("Cell", "Cell")
CELL_HELP = Text("Cellens adress.", "The address of the cell.")
RULE = Text("Regel", "Rule")
RULE_HELP = Text("Regelns namn; står i ordlistan.", "The rule's name; stands in the dictionary.")
SEVERITY = Text("Grad", "Severity")
SEVERITY_HELP = Text(
    "error: Rätta, warning: Komplettera, hint: Fundera på.", "error: Correct, warning: Complete, hint: Consider."
)
MESSAGE = Text("Mening", "Sentence")
MESSAGE_HELP = Text("Vad som kan göras, på exportens språk.", "What can be done, in the language of the export.")

FILES = Text("Filer", "Files")
FILES_HELP = Text("Alla filer, och vad som blev av dem.", "All files, and what became of them.")
STATE = Text("Läge", "State")
STATE_HELP = Text(
    "read: med, superseded: ersatt, left_out: inte med, rejected: gick inte att läsa, skipped: inte läst som plan, "
    "other_form: i annan form.",
    "read: used, superseded: by another, left_out: not used, rejected: could not be read, skipped: not read as a plan, "
    "other_form: in another form.",
)
REASON = Text("Orsak", "Reason")
REASON_HELP = Text(
    "Varför filen inte är med; tomt för en som är med.", "Why the file is not used; empty for one that is."
)
FIRST_YEAR = Text("År, från", "Year, from")
LAST_YEAR = Text("År, till", "Year, to")
AS_OF = Text("Status per den", "Status as of")
AS_OF_HELP = Text("Den dag som planens status gäller.", "The day that the plan's statuses hold for.")
DOCUMENT_STATUS = Text("Dokumentstatus", "Document status")
DOCUMENT_STATUS_HELP = Text("Hur långt planen har kommit.", "How far the plan has come.")
SHA256 = Text("Kontrollsumma", "Checksum")
SHA256_HELP = Text("Filens SHA-256.", "The file's SHA-256.")
TEMPLATE_VERSION = Text("Mallens version", "Version of the template")
TEMPLATE_VERSION_HELP = Text("Versionen av mallen som planen är ifylld i.", "The version of the template.")
SAVED_AT = Text("Sparad", "Saved")
SAVED_AT_HELP = Text(
    "När filen sparades, enligt filen själv (UTC).", "When the file was saved, by the file itself (UTC)."
)
ROWS = Text("Rader", "Rows")
ROWS_HELP = Text("Påbörjade rader i filen.", "Begun rows in the file.")
NOTES = Text("Att veta", "Notes")
NOTES_HELP = Text(
    "Vad som är värt att veta om filen, t.ex. vad i den som inte är läst; en mening per rad.",
    "What is worth knowing of the file, such as what in it is not read; a sentence a line.",
)

TERMS = Text("Ord", "Words")
TERMS_HELP = Text(
    "Orden bakom koderna i de andra tabellerna, på svenska och engelska.",
    "The words behind the codes in the other tables, in Swedish and English.",
)
VOCABULARY = Text("Ordlista", "Vocabulary")
VOCABULARY_HELP = Text("Listan som ordet hör till.", "The list that the word belongs to.")
TERM = Text("Kod", "Code")
TERM_HELP = Text("Koden som står i tabellerna.", "The code that stands in the tables.")
POSITION = Text("Ordning", "Order")
POSITION_HELP = Text("Plats i listan, från 1.", "Place in the list, from 1.")
WORD_SV = Text("Svenska", "Swedish")
WORD_EN = Text("Engelska", "English")
WORD_HELP = Text("Ordet som visas.", "The word that is shown.")
SYMBOL = Text("Tecken", "Symbol")
SYMBOL_HELP = Text(
    "Tecknet som står med ordet, där det finns.", "The sign that stands with the word, where there is one."
)
