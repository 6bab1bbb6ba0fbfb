# Documents, uploads, the logo.

# Filer, der ikke modtages.
problem-file-missing = Vælg en fil først.
problem-file-large = Filen er for stor.
problem-file-dimensions = Billedet har for få eller for mange billedpunkter.
problem-file-empty = Filen er tom.
problem-file-kind = Filer af denne slags modtages ikke. Fotos, PDF- og kontordokumenter, film, ZIP-arkiver og ren tekst er i orden.
problem-file-name = Filens navn kan ikke modtages. Giv den et navn på 1 til 200 tegn.
failure-files-too-large-title = Det er for stort
failure-files-too-large-text = Alle filer i en formular må tilsammen fylde { $mib } MiB. Intet blev gemt. Gå tilbage og vælg mindre filer, eller send dem en ad gangen.

# Dokumenter (R37).
nav-documents = Dokumenter
documents-title = Dokumenter
documents-empty-title = Ingen dokumenter endnu
documents-empty-text = Rapporter, vejledninger og fotos vises her, så snart { $organization } føjer dem til dine ordrer og objekter, eller du selv gør det.
documents-no-match-title = Intet fundet for “{ $search }”
documents-no-match-text = Der søges i dokumenternes navne.
documents-show-all = Vis alle dokumenter
papers-empty = Her er ingen dokumenter endnu.
papers-label = Tilføj dokumenter
papers-hint = Fotos, PDF- og kontordokumenter, film, ZIP-arkiver eller ren tekst; højst { $mib } MiB tilsammen.
papers-send = Send
papers-add-title = Tilføj dokumenter
papers-on-order = Ordre { $number }
papers-on-object = Objekt { $number }
papers-on-model = { $name }
papers-on-customer = Din virksomhed
notice-documents = Dine dokumenter er tilføjet.
topic-documents = Dokumenter, der tilføjes
file-kind-pdf = PDF-dokument
file-kind-photograph = Foto
file-kind-picture = Billede
file-kind-film = Film
file-kind-archive = Arkiv
file-kind-plain = Ren tekst
file-kind-spreadsheet = Regneark
file-kind-slides = Slides
file-kind-text = Tekstdokument
