# Documents, uploads, the logo.

# Filer som inte tas emot.
problem-file-missing = Välj en fil först.
problem-file-large = Filen är för stor.
problem-file-empty = Filen är tom.
problem-file-kind = Filer av det här slaget tas inte emot. Foton, PDF- och kontorsdokument, filmer, ZIP-arkiv och ren text går bra.
problem-file-name = Filens namn kan inte tas emot. Ge den ett namn med 1 till 200 tecken.
failure-files-too-large-title = Det är för stort
failure-files-too-large-text = Alla filer i ett formulär får tillsammans ha { $mib } MiB. Ingenting sparades. Gå tillbaka och välj mindre filer, eller skicka dem en i taget.
