# Documents, uploads, the logo.

# Dateien, die nicht angenommen werden.
problem-file-missing = Wählen Sie zuerst eine Datei aus.
problem-file-large = Diese Datei ist zu groß.
problem-file-empty = Diese Datei ist leer.
problem-file-kind = Dateien dieser Art werden nicht angenommen. Möglich sind Fotos, PDF- und Office-Dokumente, Filme, ZIP-Archive und einfacher Text.
problem-file-name = Der Name dieser Datei kann nicht angenommen werden. Geben Sie ihr einen Namen mit 1 bis 200 Zeichen.
failure-files-too-large-title = Das ist zu groß
failure-files-too-large-text = Alle Dateien eines Formulars dürfen zusammen { $mib } MiB haben. Es wurde nichts gespeichert. Gehen Sie zurück und wählen Sie kleinere Dateien, oder schicken Sie sie einzeln.
