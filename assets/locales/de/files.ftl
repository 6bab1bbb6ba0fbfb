# Documents, uploads, the logo.

# Dateien, die nicht angenommen werden.
problem-file-missing = Wählen Sie zuerst eine Datei aus.
problem-file-large = Diese Datei ist zu groß.
problem-file-dimensions = Das Bild hat zu wenige oder zu viele Bildpunkte.
problem-file-empty = Diese Datei ist leer.
problem-file-kind = Dateien dieser Art werden nicht angenommen. Möglich sind Fotos, PDF- und Office-Dokumente, Filme, ZIP-Archive und einfacher Text.
problem-file-name = Der Name dieser Datei kann nicht angenommen werden. Geben Sie ihr einen Namen mit 1 bis 200 Zeichen.
failure-files-too-large-title = Das ist zu groß
failure-files-too-large-text = Alle Dateien eines Formulars dürfen zusammen { $mib } MiB haben. Es wurde nichts gespeichert. Gehen Sie zurück und wählen Sie kleinere Dateien, oder schicken Sie sie einzeln.

# Dokumente (R37).
nav-documents = Dokumente
documents-title = Dokumente
documents-empty-title = Noch keine Dokumente
documents-empty-text = Berichte, Anleitungen und Fotos erscheinen hier, sobald { $organization } sie zu Ihren Aufträgen und Objekten hinzufügt, oder Sie selbst.
documents-no-match-title = Nichts gefunden für „{ $search }“
documents-no-match-text = Gesucht wird in den Namen der Dokumente.
documents-show-all = Alle Dokumente zeigen
papers-empty = Hier gibt es noch keine Dokumente.
papers-label = Dokumente hinzufügen
papers-hint = Fotos, PDF- und Office-Dokumente, Filme, ZIP-Archive oder einfacher Text; zusammen höchstens { $mib } MiB.
papers-send = Senden
papers-add-title = Dokumente hinzufügen
papers-on-order = Auftrag { $number }
papers-on-object = Objekt { $number }
papers-on-model = { $name }
papers-on-customer = Ihr Unternehmen
notice-documents = Ihre Dokumente wurden hinzugefügt.
topic-documents = Dokumente, die hinzukommen
file-kind-pdf = PDF-Dokument
file-kind-photograph = Foto
file-kind-picture = Bild
file-kind-film = Film
file-kind-archive = Archiv
file-kind-plain = Einfacher Text
file-kind-spreadsheet = Tabelle
file-kind-slides = Folien
file-kind-text = Textdokument
