"""What looks like a person's name in a text: a given name before a colon, as in a note to oneself."""

import re

_BEFORE_A_COLON = re.compile(
    r"^[ \t]*(?:[•*–-][ \t]*)?([A-ZÅÄÖÉ][a-zåäöéü]{1,11})(?:[ \t][A-ZÅÄÖÉ]\w*)?:[ \t]+\S", re.MULTILINE
)

# The given names that most people in Sweden have. A word list, not a rule of form: what stands before a colon in a
# plan is mostly a region, a month or a heading, and a hint that is mostly wrong is not read. Those that are ordinary
# words too (Bo, Dan, Maj, Per) are left out.
_NAMES = """
    adam ahmed albert albin alexander alexandra ali alice alva amanda amina amir anders andreas anette angelica
    anita anna anne annelie annette annika ann anton arne arvid astrid axel barbro bengt berit bertil birgit birgitta
    britt camilla carina carl carolina caroline catharina cecilia charlotta charlotte christer christian christina
    christoffer claes conny daniel david dennis ebba eleonor elin elisabet elisabeth ella ellen elsa emelie emil
    emilia emma erik erika eva fatima felicia filip filippa fredrik frida gabriel gabriella georg gerd gun gunilla
    gunnar gunnel gustaf gustav göran hampus hanna hans harald hassan helen helena helene henrik hilda hugo håkan
    ibrahim ida inga inger ingrid ingvar irene isabella isabelle ivar jacob jakob jan jennifer jenny jens jessica
    joakim joel johan johanna johannes john jonas jonathan josefin josefine jörgen julia jonny karin karl karolina
    katarina kenneth kent kerstin kevin kim kjell klara klas kristian kristina kristoffer kurt lars lasse leif lena
    lennart leo lina linda linnea linus lisa lisbeth liv louise lovisa lucas ludvig lukas madeleine magdalena magnus
    maja malin marcus margareta maria marianne marie marina markus martin martina matilda mats mattias max maya
    michael mikael mohamed mohammed moa mona monica monika märta nathalie nicklas niclas niklas nils nina noah noor
    olle olof olov omar oscar oskar otto patrik paul pauline peter petra pia pontus ragnhild rasmus rebecca rickard
    robert robin roger roland rolf ronny rut samuel sandra sara sarah sebastian selma signe sigrid simon siv sofia
    sofie stefan sten stig stina sture susanna susanne svante sven tage therese thomas tilda tobias tom tomas tommy
    tony torbjörn tove ture ulf ulla ulrika urban vera veronica viktor viktoria vilhelm viola william yvonne åke åsa
    örjan
"""
_GIVEN_NAMES = frozenset(_NAMES.split())


def named_person(text: str) -> str:
    """The first given name of a text that stands before a colon; "" where none does.

    >>> named_person("Bertil: Hör med labbet"), named_person("Uppföljning: i maj"), named_person("Kalmar: införd")
    ('Bertil', '', '')
    """
    return next((word for word in _BEFORE_A_COLON.findall(text) if word.lower() in _GIVEN_NAMES), "")
