# Documents: list, attaching, opening, saving, removing.

# Attaching, opening, saving, removing.

document-attach-title = Vedhæft en fil
attach-verb = Vedhæft
document-attached = { $title } er vedhæftet
document-attach-say = Skriv stien til en fil på denne computer, eller indsæt den. Hvem der ser dokumentet: den, der ser det, det hører til.
label-file = Fil
document-path-empty = ~/Dokumenter/rapport.pdf
billing-file-of = Fil til { $title }
billing-has-file = { $title } har sin fil
billing-file-say = Skriv stien til en fil på denne computer, eller indsæt den. Kundens personer, der ser posten, kan hente den.
billing-file-replaces = Den tager pladsen for { $file }.
billing-path-empty = ~/Dokumenter/faktura.pdf
file-path-needed = skriv stien til en fil, eller indsæt den
file-not-there = der er ingen fil { $shown }
file-unreadable-because = { $shown } kan ikke læses: { $e }
file-is-none = { $shown } er ingen fil
document-open-title = Åbn { $title }
document-opened = { $title } er åbent i et andet vindue
document-can-save = { $why }; det kan gemmes som en fil på denne computer.
document-save-title = Gem { $title }
document-saved-as = Gemt som { $display }
label-save-as = Gem som
save-as-empty = en mappe eller en fil
save-where = skriv, hvor det skal gemmes
file-there = { $shown } findes allerede; skriv et andet navn
file-unwritable = { $shown } kan ikke skrives: { $e }
document-remove-ask = Fjern { $title }?
remove-for-good = Fjern for altid
document-removed = { $title } er fjernet
document-remove-say = Ingen kan læse dokumentet mere, heller ikke i portalen. Loggen beholder, at det var der.

# The list.

documents-of-object = Dokumenter til objekt { $number }
documents-of-model = Dokumenter til model { $number }
documents-of-order = Dokumenter til ordre { $number }
documents-none = Ingen dokumenter endnu. + vedhæfter en fil.
document-none-here = der er intet dokument her
view-not-kept = det kan ikke gemmes midlertidigt: { $e }
view-no-start = Systemets program til at åbne filer starter ikke
view-ssh = Du arbejder over ssh: et vindue ville åbne på den anden computer
view-no-windows = Der er ingen vinduer her at åbne det i
view-no-program = Der er intet program her, der åbner filer
