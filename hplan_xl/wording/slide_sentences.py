"""Words on the slides that are made of plans, and what stands before the facts of an activity there.

`hplan import` reads those facts back by the same words.
"""

from hplan_xl.book.text import Text

# A line under an activity: "Ansvarig: RAG lab; När: Q2".
RESPONSIBLE = Text("Ansvarig", "Responsible")
WHEN = Text("När", "When")
DUE = Text("Klart senast", "Due")
STATUS = Text("Status", "Status")
ASSIGNED = Text("Uppdrag till", "Assigned to")
BETWEEN_FACTS = "; "

# The five columns
FOCUS = Text("Nationellt insatsområde", "National focus area")
AREA = Text("Prioriterat område", "Priority area")
AREA_AND_PROMISES = Text("Prioriterat område och patientlöften", "Priority area and patient promises")
ACTIVITIES = Text("Aktiviteter", "Activities")
FOLLOW_UP = Text("Uppföljning", "Follow-up")
PROMISES = Text("Patientlöften: ", "Patient promises: ")
GOES_ON = Text("(forts.)", "(cont.)")
NO_AREA = Text("Aktiviteter utan område", "Activities without an area")
NO_TITLE = Text("Aktivitet utan namn", "Activity without a name")

# Titles
PLAN = Text("Handlingsplan", "Action plan")
PLANS = Text("Handlingsplaner", "Action plans")
OF_YEAR = Text("{plan} {year}", "{plan} {year}")
SITUATION = Text("Läget", "The situation")
TROUBLE = Text("Områden med problem eller behov", "Areas with problems or needs")
OF_GROUP = Text("{group}: {title}", "{group}: {title}")
PAGE_OF = Text("{title} ({n} av {all})", "{title} ({n} of {all})")
WORKING_MATERIAL = Text("Arbetsmaterial", "Working material")
GROUP = Text("Grupp", "Group")
GROUPS = Text("Grupper", "Groups")
ALL_PLANS = Text("Alla planer", "All plans")

# What is told to who looks at the file's properties, or cannot see a slide
DESCRIPTION = Text(
    "Bilder till mötet: läget, och planen i tabeller.", "Slides for the meeting: the situation, and the plan in tables."
)
TABLE = Text("Tabell: {title}. Rader: {n}.", "Table: {title}. Rows: {n}.")
CHART = Text("Stapeldiagram: {title}. {told}", "Bar chart: {title}. {told}")
