"""The published plan of 2025 as its slides have it, with colours for those that its text lost, and what is meant."""

from dataclasses import dataclass, field

GREEN, YELLOW, RED = "00B050", "FFC000", "FF0000"
BEST = "erbjudas diagnostik, behandling och uppföljning enligt bästa kunskap i varje möte"
SAFE = "få tillgång till patientsäker vård"
COST = "erbjudas kostnadseffektiv vård"
HEADINGS = ("Nationellt insatsområde", "Prioriterat område och patientlöften", "Aktiviteter", "Uppföljning", "Status")


@dataclass(frozen=True)
class Area:
    """One row of the slide. cells: the paragraphs of each cell ("• " before a bullet). The rest is what it holds.

    promises: by their numbers. colour: of the status cell; word: what stands in it; status: what is meant.
    """

    title: str
    promise: str
    promises: tuple[int, ...]
    activities_cell: tuple[str, ...]
    follow_up_cell: tuple[str, ...]
    activities: tuple[str, ...]
    follow_up: str = ""
    effect_goal: str = ""
    note: str = ""
    colour: str = ""
    word: str = ""
    status: str = ""
    fields: dict[int, dict[str, str]] = field(default_factory=dict)


MILESTONE = "Upphandlat remittentstöd för joniserade strålning genomförd"  # what the first area follows as yes or no
_QUOTED_BEST = f"Patientlöfte: ”{BEST}”"
_QUOTED_COST = f"Patientlöfte: ”{COST}”"

SLIDES: tuple[tuple[Area, ...], ...] = (
    (
        Area(
            "Upphandling av remittentstöd för radiologiska och nuklearmedicinska undersökningar",
            f"Patientlöfte: ”{BEST}” samt ”{SAFE}”.",
            (2, 6),
            (
                "• Gemensam upphandling av remittentstöd för joniserande strålning inom minst SÖSR men helst "
                "tillsammans med fler regioner.",
                "• Respektive region ansvarar för att remittentstöd finns i väntan på infört system och bör med "
                "fördel samarbeta om detta.",
                "• Kontakt tas med SSM för att få vetskap om vad minimikravet är för ett remittentstöd (t ex är en "
                "webbsida med stråldosinformation ett alternativ?)",
            ),
            (
                "Följs upp på: Upphandlat remittentstöd för joniserade strålning genomförd (ja/nej), införda "
                "remittentstöd (i väntan på upphandlat och infört system?), svar från SSM.",
                "Samt, efter införande, på effektmål om minskad andel/antal beställda undersökningar utan evidens "
                "mot frågeställning, ökad trygghet för oerfarna läkare etc.",
            ),
            (
                "Gemensam upphandling av remittentstöd för joniserande strålning inom minst SÖSR men helst "
                "tillsammans med fler regioner.",
                "Respektive region ansvarar för att remittentstöd finns i väntan på infört system och bör med fördel "
                "samarbeta om detta.",
                "Kontakt tas med SSM för att få vetskap om vad minimikravet är för ett remittentstöd (t ex är en "
                "webbsida med stråldosinformation ett alternativ?)",
            ),
            "införda remittentstöd (i väntan på upphandlat och infört system?), svar från SSM.",
            "Samt, efter införande, på effektmål om minskad andel/antal beställda undersökningar utan evidens mot "
            "frågeställning, ökad trygghet för oerfarna läkare etc.",
            colour=GREEN,
            status="Enligt plan",
        ),
        Area(
            "Utifrån behovsrapport PET CT och Cyklotron inom SÖSR, säkerställa produktion av radiofarmaka när behov "
            "överstiger egen produktionskapacitet inom SÖSR.",
            _QUOTED_BEST,
            (2,),
            (
                "• Uppdra till enhetschef, cyklotronen i Linköping att leda arbetet för framtagande av en plan för "
                "radiofarmakaförsörjningen inom SÖSR för att överbrygga perioden då cyklotronen i Linköping har nått "
                "maxproduktion och cyklotronen i Jönköping ännu inte tagits i drift. Plan klar under 2025.",
            ),
            (
                "Följs upp på: Uppdragsdefinition och uppdrag givet till chef, status framtagande av plan, plan klar.",
                "Effektmål: produktion av radiofarmaka inom SÖSR som motsvarar regionens behov samt ökad "
                "beredskapsförmåga i och med redundans.",
            ),
            (
                "Uppdra till enhetschef, cyklotronen i Linköping att leda arbetet för framtagande av en plan för "
                "radiofarmakaförsörjningen inom SÖSR för att överbrygga perioden då cyklotronen i Linköping har nått "
                "maxproduktion och cyklotronen i Jönköping ännu inte tagits i drift.",
            ),
            "Uppdragsdefinition och uppdrag givet till chef, status framtagande av plan, plan klar.",
            "produktion av radiofarmaka inom SÖSR som motsvarar regionens behov samt ökad beredskapsförmåga i och "
            "med redundans.",
            colour=GREEN,
            status="Enligt plan",
            fields={0: {"schedule": "Plan klar under 2025"}},
        ),
        Area(
            "Säkerställ IT-lösningar som stödjer säker digital överföring av remisser, information, delning av bilder "
            "och svar inom SÖSR, samt verka för att juridiska hinder för samverkan minimeras.",
            _QUOTED_BEST,
            (2,),
            (
                "• RFI skickas till leverantörer för att inventera möjliga lösningar. Omfattar radiologi och patologi.",
                "• Utifrån svar utvecklas lösningsförslag som också inkluderar juridik m m. Radiologi och ev patologi "
                "(beslutas efter RFI-svar)",
                "• Därefter ev upphandling samt införandeprojekt för radiologi och ev patologi (beslutas efter "
                "RFI-svar)",
            ),
            (
                "Följs upp på: RFI skickad, RFI-svar utvärderade, beslut om fortsättning, uppdragsdefinition och "
                "uppdrag utgivet, status enligt fortsatt plan som då sätts, slutligt införande av lösning. Samt, efter "
                "införande, på effektmål om ökat samarbete och ökad patientsäkerhet.",
            ),
            (
                "RFI skickas till leverantörer för att inventera möjliga lösningar. Omfattar radiologi och patologi.",
                "Utifrån svar utvecklas lösningsförslag som också inkluderar juridik m m. Radiologi och ev patologi "
                "(beslutas efter RFI-svar)",
                "Därefter ev upphandling samt införandeprojekt för radiologi och ev patologi (beslutas efter RFI-svar)",
            ),
            "RFI skickad, RFI-svar utvärderade, beslut om fortsättning, uppdragsdefinition och uppdrag utgivet, "
            "status enligt fortsatt plan som då sätts, slutligt införande av lösning.",
            "Samt, efter införande, på effektmål om ökat samarbete och ökad patientsäkerhet.",
            colour=YELLOW,
            status="Mindre problem",
        ),
        Area(
            "Etablering av RAG radiologi",
            _QUOTED_BEST,
            (2,),
            (
                "Bemanna och starta RAG radiologi under 2025.",
                "• RÖ-arbete med intern struktur inför RAG-uppstart",
                "• Formulera uppdrag till RAG radiologi",
            ),
            ("Följs upp på: status framdrift, startad RAG med uppdrag från RPO.",),
            (
                "Bemanna och starta RAG radiologi under 2025.",
                "RÖ-arbete med intern struktur inför RAG-uppstart",
                "Formulera uppdrag till RAG radiologi",
            ),
            "status framdrift, startad RAG med uppdrag från RPO.",
            word="EJ PÅBÖRJAD",
            status="Ej påbörjad",
        ),
    ),
    (
        Area(
            "Fördjupad Patologisamverkan SÖSR inom utvalda områden",
            _QUOTED_BEST,
            (2,),
            (
                "Aktiviteter formas efter att rapport patologisamverkan är presenterad från RAG Patologi januari 2025.",
                "Punkten hanteras vid första RPO-mötet 2025.",
                "Håkan: Hör med lab-cheferna om vem de ville bjuda in till sin del av mötet",
            ),
            ("Uppföljning på aktiviteter och effektmål formas därefter.",),
            (
                "Aktiviteter formas efter att rapport patologisamverkan är presenterad från RAG Patologi januari 2025.",
                "Punkten hanteras vid första RPO-mötet 2025.",
            ),
            "Uppföljning på aktiviteter och effektmål formas därefter.",
            note="Håkan: Hör med lab-cheferna om vem de ville bjuda in till sin del av mötet",
            colour=RED,
            status="Allvarliga problem",
        ),
        Area(
            "Ansvar, arbetsuppgifter och genomförande av analyser för molekylärdiagnostik är optimalt fördelade "
            "mellan sjukhusen inom SÖSR utifrån ett patientsäkerhets-, effektivitets-, kostnads- och "
            "beredskapsperspektiv.",
            _QUOTED_COST,
            (7,),
            (
                "• Fullt införande enligt avsiktsförklaringen humandiagnostik",
                "• Ta fram önskade effektmål",
                "• Undersök möjlighet att påbörja avsiktsförklaring även för molekylärbiologiska mikroanalyser",
            ),
            (
                "• Följ upp effekterna av genomförandet av avsiktsförklaring inom humandiagnostik som togs fram 2024",
                "• Följ eventuellt framtagande av ny avsiktsförklaring",
            ),
            (
                "Fullt införande enligt avsiktsförklaringen humandiagnostik",
                "Ta fram önskade effektmål",
                "Undersök möjlighet att påbörja avsiktsförklaring även för molekylärbiologiska mikroanalyser",
            ),
            "• Följ upp effekterna av genomförandet av avsiktsförklaring inom humandiagnostik som togs fram 2024\n"
            "• Följ eventuellt framtagande av ny avsiktsförklaring",
            colour=GREEN,
            status="Enligt plan",
        ),
        Area(
            "Ansvar, arbetsuppgifter och genomförande av analyser för klinisk kemi är optimalt fördelade mellan "
            "sjukhusen inom SÖSR utifrån ett patientsäkerhets-, effektivitets-, kostnads- och beredskapsperspektiv.",
            _QUOTED_COST,
            (7,),
            (
                "• Ta fram avsiktsförklaring för Klinisk Kemi",
                "• Ta fram önskade effektmål",
                "• Fatta beslut om genomförande",
            ),
            ("• Följ framtagande ny avsiktsförklaring", "• Följ implementering och dess effekter"),
            ("Ta fram avsiktsförklaring för Klinisk Kemi", "Ta fram önskade effektmål", "Fatta beslut om genomförande"),
            "• Följ framtagande ny avsiktsförklaring\n• Följ implementering och dess effekter",
            word="EJ PÅBÖRJAD",
            status="Ej påbörjad",
        ),
        Area(
            "Tidigare genomlysning av genetikområdet behöver uppdateras utifrån nuvarande kompetenskrav och "
            "patientbehov.",
            "",
            (),
            (
                "• Utredning av genetikområdet för att se vad som ingår i SÖSR-uppdraget och vad som bör göras lokalt "
                "på sjukhusen",
            ),
            ("• Följ framtagande ny genomlysning", "• Följ implementering och dess effekter"),
            (
                "Utredning av genetikområdet för att se vad som ingår i SÖSR-uppdraget och vad som bör göras lokalt på "
                "sjukhusen",
            ),
            "• Följ framtagande ny genomlysning\n• Följ implementering och dess effekter",
            colour=YELLOW,
            status="Mindre problem",
        ),
    ),
    (
        Area(
            "Ökad resurseffektivitet genom förbättrad samverkan inom SÖSR",
            _QUOTED_COST,
            (7,),
            (
                "• RAG ser över möjlighet till gemensamma prioriteringar och uppgifter/arbetssätt som kan avvecklas. "
                "Avrapportering jan-25",
                "• Besluta om målet ska bort eller omformas som RAG-uppdrag utifrån vad som framkommer i "
                "RAG-rapporteringen i januari.",
                "Punkten hanteras vid första RPO-mötet 2025",
            ),
            (),
            (
                "RAG ser över möjlighet till gemensamma prioriteringar och uppgifter/arbetssätt som kan avvecklas. "
                "Avrapportering jan-25",
                "Besluta om målet ska bort eller omformas som RAG-uppdrag utifrån vad som framkommer i "
                "RAG-rapporteringen i januari.",
                "Punkten hanteras vid första RPO-mötet 2025",
            ),
            colour=YELLOW,
            status="Mindre problem",
        ),
        Area(
            "Verka för ökad användning av AI inom medicinsk diagnostik, både för administrativ och klinisk användning.",
            _QUOTED_COST,
            (7,),
            (
                "Uppdrag ges till RAG att",
                "• Löpande utbyta erfarenheter av AI-införande och –användning i syfte att öka lärande och ev införa "
                "applikationer på fler sjukhus med ”kortare startsträcka”",
                "• Omvärldsbevaka inom området (NY)",
            ),
            (
                "Följs upp på: antal införda AI-applikationer (som ej är inbyggda i maskiner/utrustning) samt "
                "beskrivning av genomförda gemensamma aktiviteter avseende erfarenhetsutbyte och utbildning.",
                "Utforma effektmål att följa efter införande avseende kvalitet, resursanvändning, patientsäkerhet och "
                "”samhällsnytta” (t ex tidigare upptäckt av tillstånd).",
            ),
            (
                "Löpande utbyta erfarenheter av AI-införande och –användning i syfte att öka lärande och ev införa "
                "applikationer på fler sjukhus med ”kortare startsträcka”",
                "Omvärldsbevaka inom området",
            ),
            "antal införda AI-applikationer (som ej är inbyggda i maskiner/utrustning) samt beskrivning av "
            "genomförda gemensamma aktiviteter avseende erfarenhetsutbyte och utbildning.\n"
            "Utforma effektmål att följa efter införande avseende kvalitet, resursanvändning, patientsäkerhet och "
            "”samhällsnytta” (t ex tidigare upptäckt av tillstånd).",
            colour=GREEN,
            status="Enligt plan",
            fields={0: {"assigned_to": "RAG"}, 1: {"assigned_to": "RAG", "new_this_year": "Ja"}},
        ),
        Area(
            "Etablera hållbara arbetssätt för kloka diagnostiska val",
            _QUOTED_BEST,
            (2,),
            (
                "Uppdrag ges till RAG att",
                "• Löpande utbyta erfarenheter och följa resultat i respektive region av åtgärderna",
                "• Jämlik diagnostik och vård… (NY)",
            ),
            ("Följ åtgärder och effekter för respektive region",),
            (
                "Löpande utbyta erfarenheter och följa resultat i respektive region av åtgärderna",
                "Jämlik diagnostik och vård…",
            ),
            "Följ åtgärder och effekter för respektive region",
            colour=GREEN,
            status="Enligt plan",
            fields={0: {"assigned_to": "RAG"}, 1: {"assigned_to": "RAG", "new_this_year": "Ja"}},
        ),
    ),
    (
        Area(
            "RPO följer systematiskt upp och analyserar jämförbara nyckeltal inom diagnostikverksamheterna i SÖSR för "
            "att bidra till högre effektivitet och lärande.",
            _QUOTED_BEST,
            (2,),
            (
                "• Följ regelbundet upp medicinska resultat, volymer, tillgänglighet, oönskade variationer samt "
                "effektivitet i användningen av befintliga resurser.",
                "• Vid systematisk och oönskad variation, kommunicera behov av utveckling och utbildning i respektive "
                "region samt facilitera gemensamt lärande.",
                "• Definiera gemensamma mätetal för jämförbar uppföljning (utgår från mätning inom SKR). Viktigt att "
                "professionen inkluderas och i vilket syfte vi vill mäta inom RPO t ex för lastbalansering, gemensamt "
                "lärande, nivåstrukturera, jämlik vård, effektivitet, kvalitet etc. (NY)",
                "• Utforska om vara med i kvalitetsregister t ex NYSAM eller MQR Sectra, Mammography quality register "
                "(ev. NY)",
            ),
            ("Följ resultaten och systematiska samt oönskade variationer och vilka åtgärder som vidtas.",),
            (
                "Följ regelbundet upp medicinska resultat, volymer, tillgänglighet, oönskade variationer samt "
                "effektivitet i användningen av befintliga resurser.",
                "Vid systematisk och oönskad variation, kommunicera behov av utveckling och utbildning i respektive "
                "region samt facilitera gemensamt lärande.",
                "Definiera gemensamma mätetal för jämförbar uppföljning (utgår från mätning inom SKR). Viktigt att "
                "professionen inkluderas och i vilket syfte vi vill mäta inom RPO t ex för lastbalansering, gemensamt "
                "lärande, nivåstrukturera, jämlik vård, effektivitet, kvalitet etc.",
                "Utforska om vara med i kvalitetsregister t ex NYSAM eller MQR Sectra, Mammography quality register",
            ),
            "Följ resultaten och systematiska samt oönskade variationer och vilka åtgärder som vidtas.",
            word="EJ PÅBÖRJAD",
            status="Ej påbörjad",
            fields={2: {"new_this_year": "Ja"}, 3: {"new_this_year": "Eventuellt"}},
        ),
    ),
)
AREAS = tuple(area for slide in SLIDES for area in slide)
INSTRUCTIONS = (
    "Den översiktliga handlingsplanen är en levande lägesbild som används i dialog för kontinuerlig planering, "
    "uppföljning och rapportering.",
    "Status: ange om arbetet går enligt plan (grön), pågår med mindre problem (gul), har allvarliga problem (röd) "
    "eller är avslutat (kryssruta)",
)
WHEEL = {
    "Q1": ("12/2 RSL", "Kunskapsråd x 4", "15/2-14/4 Nationella remisser"),
    "Q2": ("10/4 RSL", "13/5 RSL", "Kunskapsråd x 4", "15/4-14/6 Nationella remisser"),
    "Q3": ("19/9 RSL", "26/9 Kunskapsråd\n        gemensamt möte", "15/9-14/11 Nationella remisser"),
    "Q4": (
        "10-15/16 RSL",
        "20/11 RSL",
        "Kunskapsråd x 4",
        "Handlingsplan",
        "Mötestider för 2025",
        "15/11-14/2 Nationella remisser",
    ),
}
DUTIES = (
    "Följa upp resultat och analysera gap",
    "Samordna och stödja implementering",
    "Lämna synpunkter till samordnade remissvar på nationella kunskapsstöd",
    "Lämna synpunkter till andra samordnade remissvar",
    "Lämna underlag till ansökningar om högspecialiserad vård",
    "Nominera till nationella grupper",
)
