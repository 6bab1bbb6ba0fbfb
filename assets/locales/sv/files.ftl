# Documents, uploads, the logo.

# Filer som inte tas emot.
problem-file-missing = Välj en fil först.
problem-file-large = Filen är för stor.
problem-file-dimensions = Bilden har för få eller för många bildpunkter.
problem-file-empty = Filen är tom.
problem-file-kind = Filer av det här slaget tas inte emot. Foton, PDF- och kontorsdokument, filmer, ZIP-arkiv och ren text går bra.
problem-file-name = Filens namn kan inte tas emot. Ge den ett namn med 1 till 200 tecken.
failure-files-too-large-title = Det är för stort
failure-files-too-large-text = Alla filer i ett formulär får tillsammans ha { $mib } MiB. Ingenting sparades. Gå tillbaka och välj mindre filer, eller skicka dem en i taget.

# Dokument (R37).
nav-documents = Dokument
documents-title = Dokument
documents-empty-title = Inga dokument ännu
documents-empty-text = Rapporter, handböcker och foton visas här så snart { $organization } lägger till dem på dina ärenden och objekt, eller du själv gör det.
documents-no-match-title = Inget hittades för ”{ $search }”
documents-no-match-text = Sökningen gäller dokumentens namn.
documents-show-all = Visa alla dokument
papers-empty = Här finns inga dokument ännu.
papers-label = Lägg till dokument
papers-hint = Foton, PDF- och kontorsdokument, filmer, ZIP-arkiv eller ren text; högst { $mib } MiB tillsammans.
papers-send = Skicka
papers-add-title = Lägg till dokument
papers-on-order = Order { $number }
papers-on-object = Objekt { $number }
papers-on-model = { $name }
papers-on-customer = Ditt företag
notice-documents = Dina dokument har lagts till.
topic-documents = Dokument som läggs till
file-kind-pdf = PDF-dokument
file-kind-photograph = Foto
file-kind-picture = Bild
file-kind-film = Film
file-kind-archive = Arkiv
file-kind-plain = Ren text
file-kind-spreadsheet = Kalkylblad
file-kind-slides = Bildspel
file-kind-text = Textdokument
