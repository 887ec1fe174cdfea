"""What looks like a person's name in a text: a word with a capital before a colon, as in a note to oneself."""

import re

_BEFORE_A_COLON = re.compile(r"^[ \t]*(?:[•*–-][ \t]*)?([A-ZÅÄÖÉ][a-zåäöéü]{2,11}):[ \t]+\S", re.MULTILINE)

# Words that are no names though they stand before a colon.
_WORDS = """
    samverkan påverkan inverkan önskan
    activities activity adress aim aims aktivitet aktiviteter alla also alternativ anm annat ansvar ansvarig
    ansvariga answer april area augusti background bakgrund behov beslut budget comment comments contact datum
    december decision del delmål deltagare dessutom därefter effekt effekter effektmål ekonomi eksjö end example
    exempel fas februari follow forum fredag fråga frågor förslag först gemensamt goal goals group grupp grupper
    hinder how http https hur hösten idag indicator indikator indikatorer insats insatser januari journal juli
    juni jönköping kalmar klar klart kommentar kontakt kostnad kvalitet källa källor link links linköping local
    lokalt läge länk länkar mailto maj mars measure measures mejl method metod metoder motala mål måndag mått
    national nationellt need needs norrköping not note notes november nu nuläge nyckeltal nytta nämnare när obs
    oktober område områden onsdag oskarshamn other others part patienter patientlöfte patientlöften period phase
    plan point primärvård projekt projektplan proposal punkt punkter purpose question region regional regionalt
    regionen regioner remiss responsible result resultat results risk risker risks role roles roll roller samt
    sedan september sist sjukhus slut sommaren source sources start status steg step svar sydöstra syfte telefon
    tema then tid tidplan tillägg time tips tisdag today torsdag täljare uppdrag utfall vad var varför vem
    version viktigt vilka vintern vision värnamo västervik vård vården våren webb what when where who why även
    åtgärd åtgärder östergötland övrigt
"""
_NOT_NAMES = frozenset(_WORDS.split())
_NOT_A_NAMES_ENDING = (
    *("ning", "ningar", "ningen", "ling", "else", "elser", "het", "heter", "tion", "tioner", "sion", "skap", "ande"),
    *("ende", "mål", "tal", "punkter", "ment", "ering", "ingar", "ting", "ness", "logi", "ligt", "iskt", "erna"),
)


def named_person(text: str) -> str:
    """The first word of a text that looks like a person's name; "" where none does.

    >>> named_person("Bertil: Hör med labbet"), named_person("Uppföljning: i maj")
    ('Bertil', '')
    """
    return next((word for word in _BEFORE_A_COLON.findall(text) if _may_be_a_name(word.lower())), "")


def _may_be_a_name(word: str) -> bool:
    return word not in _NOT_NAMES and not word.endswith(_NOT_A_NAMES_ENDING)
