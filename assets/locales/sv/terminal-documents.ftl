# Documents: list, attaching, opening, saving, removing.

# Attaching, opening, saving, removing.

document-attach-title = Bifoga en fil
attach-verb = Bifoga
document-attached = { $title } är bifogat
document-attach-say = Skriv sökvägen till en fil på den här datorn, eller klistra in den. Vem som ser dokumentet: den som ser det som det hör till.
label-file = Fil
document-path-empty = ~/Dokument/rapport.pdf
billing-file-of = Fil för { $title }
billing-has-file = { $title } har sin fil
billing-file-say = Skriv sökvägen till en fil på den här datorn, eller klistra in den. Kundens personer som ser posten kan hämta den.
billing-file-replaces = Den tar platsen för { $file }.
billing-path-empty = ~/Dokument/faktura.pdf
file-path-needed = skriv sökvägen till en fil, eller klistra in den
file-not-there = det finns ingen fil { $shown }
file-unreadable-because = { $shown } kan inte läsas: { $e }
file-is-none = { $shown } är ingen fil
document-open-title = Öppna { $title }
document-opened = { $title } är öppet i ett annat fönster
document-can-save = { $why }; det kan sparas som en fil på den här datorn.
document-save-title = Spara { $title }
document-saved-as = Sparat som { $display }
label-save-as = Spara som
save-as-empty = en mapp eller en fil
save-where = skriv var det ska sparas
file-there = { $shown } finns redan; skriv ett annat namn
file-unwritable = { $shown } kan inte skrivas: { $e }
document-remove-ask = Ta bort { $title }?
remove-for-good = Ta bort för gott
document-removed = { $title } är borttaget
document-remove-say = Ingen kan läsa dokumentet mer, inte heller i portalen. Loggen behåller att det fanns.

# The list.

documents-of-object = Dokument för objekt { $number }
documents-of-model = Dokument för modell { $number }
documents-of-order = Dokument för ärende { $number }
documents-none = Inga dokument ännu. + bifogar en fil.
document-none-here = det finns inget dokument här
view-not-kept = det kan inte sparas tillfälligt: { $e }
view-no-start = Systemets program för att öppna filer startar inte
view-ssh = Du arbetar över ssh: ett fönster skulle öppnas på den andra datorn
view-no-windows = Det finns inga fönster här att öppna det i
view-no-program = Det finns inget program här som öppnar filer
