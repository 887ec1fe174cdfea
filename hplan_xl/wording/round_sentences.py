"""Sentences on frozen rounds: what `hplan freeze` leaves out, and what `hplan verify` finds."""

from hplan_xl.book.text import Text

# Why there is no round
TOO_LARGE = Text(
    "Filerna är fler eller större än en omgång rymmer ({most} MB, {files} filer). Frys en mindre mapp.",
    "The files are more or larger than a round holds ({most} MB, {files} files). Freeze a smaller folder.",
)
NOT_ZIP = Text(
    "En omgång är en zip-fil. Skriv ett namn som slutar på .zip efter -o, t.ex. {path}.zip.",
    "A round is a zip file. Write a name that ends in .zip after -o, e.g. {path}.zip.",
)
ALREADY_FROZEN = Text(
    "{path} är en omgång som redan är fryst. Ange mappen med planerna.",
    "{path} is a round that is already frozen. Give the folder of the plans.",
)
NOT_OURS = Text(
    "{path} finns redan och är ingen omgång från hplan. Välj ett annat namn, eller skriv över med --force.",
    "{path} exists and is no round of hplan's. Choose another name, or overwrite it with --force.",
)
NOT_FROZEN = Text(
    "{file} går inte att läsa från disken ({why}) och är inte med i omgången.",
    "{file} cannot be read from the disk ({why}) and is not in the round.",
)
NO_PLAIN_FILE = Text(
    "{file} är ingen vanlig fil och är inte med i omgången.",
    "{file} is no ordinary file and is not in the round.",
)

# Why a file is not read as a round
UNREADABLE = Text("{file} går inte att läsa: {why}.", "{file} cannot be read: {why}.")
NO_ZIP = Text(
    "{file} är ingen zip-fil som går att öppna, så det går inte att säga om omgången är som den var.",
    "{file} is no zip file that opens, so whether the round is as it was cannot be said.",
)
NO_ROUND = Text(
    "{file} är ingen omgång från ”hplan freeze”: {name} saknas.",
    "{file} is no round from “hplan freeze”: {name} is missing.",
)
UNSAFE_NAME = Text(
    "{file} läses inte: namnet ”{name}” leder ut ur omgången eller går inte att skriva i alla system.",
    "{file} is not read: the name “{name}” leads out of the round, or cannot be written in every system.",
)
NAME_TWICE = Text(
    "{file} läses inte: två av filerna i den har samma namn.",
    "{file} is not read: two of the files in it have one name.",
)
TOO_LARGE_TO_READ = Text(
    "{file} läses inte: den packar upp till mer än en omgång rymmer ({most} MB).",
    "{file} is not read: it unpacks to more than a round holds ({most} MB).",
)
NOT_DESCRIBED = Text(
    "{file}: datapackage.json säger inte hur sammanställningen gjordes, så den går inte att göra på nytt.",
    "{file}: datapackage.json does not say how the master was made, so it cannot be made anew.",
)

# What differs
FILE_CHANGED = Text(
    "{name} är ändrad: innehållet stämmer inte med SHA256SUMS.",
    "{name} is changed: its contents do not match SHA256SUMS.",
)
FILE_DAMAGED = Text(
    "{name} är ändrad eller skadad: den går inte att packa upp som den var.",
    "{name} is changed or damaged: it does not unpack as it was.",
)
ALL_DAMAGED = Text(
    "Zip-filen är skadad: ingen av filerna i den går att packa upp.",
    "The zip file is damaged: none of the files in it unpacks.",
)
FILE_MISSING = Text("{name} saknas i omgången.", "{name} is missing from the round.")
FILE_ADDED = Text(
    "{name} hör inte till omgången: den står inte i SHA256SUMS.",
    "{name} is no part of the round: it is not in SHA256SUMS.",
)
SUM_CHANGED = Text(
    "SHA256SUMS är ändrad vid {name}. Filen själv är som datapackage.json säger.",
    "SHA256SUMS is changed at {name}. The file itself is as datapackage.json says.",
)
SUM_GONE = Text(
    "SHA256SUMS är ändrad: raden för {name} saknas. Filen själv är som datapackage.json säger.",
    "SHA256SUMS is changed: the line of {name} is missing. The file itself is as datapackage.json says.",
)
SUM_ADDED = Text(
    "SHA256SUMS är ändrad: där står {name}, som inte hör till omgången.",
    "SHA256SUMS is changed: it lists {name}, which is no part of the round.",
)
LISTS_DISAGREE = Text(
    "datapackage.json och SHA256SUMS stämmer inte med varandra: en av dem är ändrad.",
    "datapackage.json and SHA256SUMS do not match each other: one of them is changed.",
)
SUMS_LINE = Text("SHA256SUMS är ändrad: rad {n} går inte att läsa.", "SHA256SUMS is changed: line {n} cannot be read.")
ZIP_CHANGED = Text(
    "Filerna är som när omgången frystes, men zip-filen runt dem är ändrad eller packad av ett annat program.",
    "The files are as when the round was frozen, but the zip file around them is changed or packed by another program.",
)

# What holds
ALL_AS_FROZEN = Text("Alla {n} filer är som när omgången frystes.", "All {n} files are as when the round was frozen.")
MASTER_SAME = Text(
    "Sammanställningen gjord på nytt av omgångens filer är densamma, byte för byte.",
    "The master made anew from the round's files is the same, byte for byte.",
)
MASTER_SAME_PARTS = Text(
    "Sammanställningen gjord på nytt har samma innehåll, men är packad på ett annat sätt på den här datorn.",
    "The master made anew has the same contents, but is packed in another way on this computer.",
)
MASTER_DIFFERS = Text(
    "Sammanställningen gjord på nytt av omgångens filer skiljer sig från den i omgången, i {parts}.",
    "The master made anew from the round's files differs from the one in the round, in {parts}.",
)
OTHER_VERSION = Text(
    "Sammanställningen gjord på nytt är inte densamma. Det kan bero på att omgången frystes med hplan {then}; det här "
    "är {now}.",
    "The master made anew is not the same. That may be because the round was frozen with hplan {then}; this is {now}.",
)
NOT_REMADE = Text(
    "Sammanställningen är inte gjord på nytt, eftersom omgången är ändrad.",
    "The master was not made anew, since the round is changed.",
)
COMPARED = Text(
    "Jämfört med omgången {file}, som gäller {day}. Vill ni jämföra med en annan: --previous FIL.",
    "Compared with the round {file}, which is as of {day}. To compare with another: --previous FILE.",
)
ROUND_CHANGED = Text(
    "Den är ändrad sedan den frystes; ”hplan verify {file}” säger vad som är ändrat.",
    "It has been changed since it was frozen; “hplan verify {file}” tells what is changed.",
)
NOT_COMPARED = Text(
    "Omgången {file} ligger bredvid men är inte jämförd med. {why}",
    "The round {file} lies beside but is not compared with. {why}",
)
