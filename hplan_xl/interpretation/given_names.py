"""The given names that most people in Sweden have: a word list, not a rule of form.

What stands before a colon in a plan is mostly a region, a month or a heading, and a hint that is mostly wrong is not
read. Names that are ordinary words too (Bo, Dag, Dan, Liv, Maj, Per, Saga) are left out.
"""

_NAMES = """
    adam agnes agneta ahmed aida aisha albert albin alexander alexandra ali alice alva amalia amanda amina amir
    anders andreas anette angelica anita anja ann anna annbritt anne anneli annelie annette annika annmarie anton
    antonia arne arvid astrid axel bahar barbara barbro bengt benjamin berit bertil birgit birgitta bjarne björn
    bodil boel bosse brita britt britta börje camilla carin carina carl carolina caroline catarina catharina
    cathrine catrin cecilia charlotta charlotte christel christer christian christina christoffer claes clara conny
    cornelia dagmar daniel danuta david dennis desirée dragan ebba ebbe edith edvin egon einar eleonor elias elin
    elina elisabet elisabeth ella ellen ellinor elsa elvira emanuel embla emelie emil emilia emma enar erik erika
    erland ester eugen eva evelina fanny fatemeh fatima felicia filip filippa folke fredric fredrik frej freja frida
    fritz gabriel gabriella georg gerd gerhard gertrud gisela gith greger greta gun gunilla gunnar gunnel gunvor
    gustaf gustav göran gösta hadi hampus hanna hanne hannes hans harald harriet hassan hasse hedda hedvig heidi
    helen helena helene heléne henriette henrik herbert hilda hjalmar holger hugo hussein håkan ibrahim ida inga
    ingalill ingegerd ingela inger ingmar ingrid ingvar ingvor irene isabella isabelle isak ivan ivar iwona jacob
    jakob jan jana janne jarl jasmin jeanette jennifer jenny jens jesper jessica joakim joel johan johanna johannes
    john johnny jonas jonathan jonna jonny josef josefin josefine josephine juha julia julius jörgen jörn kaisa
    kalle karim karin karl karolina katarina kennet kenneth kent kerstin kevin kicki kim kjell kjerstin klara klas
    klaus knut krister kristian kristin kristina kristoffer kurt lars lars-erik lasse leif leila lena lennart leo
    lilian lillemor lina linda linn linnea linus lisa lisbet lisbeth liselott liselotte lisen lotta lotten louis
    louise lova lovisa lucas ludvig ludwig lukas madeleine magdalena magnus maj-britt maja malin malou malte manfred
    marcus marek margareta margaretha margit margot maria mariam mariann marianne marie marika marina marit marita
    markus martin martina mathilda matilda mats matteo mattias matts max maya mehmet melker meta michael michaela
    mikael mikaela milla mimmi mirjam moa mohamed mohammad mohammed mona monica monika muhammad mustafa märit märta
    måns mårten nadia nahid natalie nathalie nathan nellie nelly nicklas niclas nicolas nicole niklas nikola nils
    nina noah noel noomi noor novalie ola olga oliver olivera olivia olle olof olov omar omid oscar oskar osman
    ossian otto ove patrik paul pauline pernilla peter petra petter philip pia pirjo pontus pär ragnar ragnhild
    rakel ramona rasmus rebecca rebecka reza rickard rikard robert robin roger roland rolf ronny rosemarie rune rut
    ruth sabina salma samuel sandra sanna sannah sara sarah sebastian selma seved shahram sigbritt signe signhild
    sigrid sigurd simon simone siv sixten sofia sofie solveig sonja staffan stefan stefania stellan sten stig stina
    sture sune susann susanna susanne suzanne svante sven sverker sylvia sören tage tanja tarja terese thea theodor
    theresa therese thomas thorbjörn tilda tilde timo tina tindra tobias tom tomas tommy tony tora torbjörn tord
    torgny toril torsten torun tove ture tuva tyko tyra ulf ulla ulrica ulrik ulrika unni urban ursula valdemar
    valentina valter vanja vendela vera verner veronica victor victoria vidar viggo viktor viktoria vilhelm vilma
    vilmer vincent viola virpi viveka walter wanja wilhelm william wilma wiveka yasmin ylva yngve yusuf yvette
    yvonne zahra zara zeinab ässa åke åsa örjan östen
"""
GIVEN_NAMES = frozenset(_NAMES.split())
