# Documents, uploads, the logo.

# Filer, der ikke modtages.
problem-file-missing = Vælg en fil først.
problem-file-large = Filen er for stor.
problem-file-empty = Filen er tom.
problem-file-kind = Filer af denne slags modtages ikke. Fotos, PDF- og kontordokumenter, film, ZIP-arkiver og ren tekst er i orden.
problem-file-name = Filens navn kan ikke modtages. Giv den et navn på 1 til 200 tegn.
failure-files-too-large-title = Det er for stort
failure-files-too-large-text = Alle filer i en formular må tilsammen fylde { $mib } MiB. Intet blev gemt. Gå tilbage og vælg mindre filer, eller send dem en ad gangen.
