# Documents: list, attaching, opening, saving, removing.

# Attaching, opening, saving, removing.

document-attach-title = Eine Datei anhängen
attach-verb = Anhängen
document-attached = { $title } ist angehängt
document-attach-say = Geben Sie den Pfad einer Datei auf diesem Rechner ein, oder fügen Sie ihn ein. Wer das Dokument sieht: wer sieht, woran es hängt.
label-file = Datei
document-path-empty = ~/Dokumente/bericht.pdf
billing-file-of = Datei von { $title }
billing-has-file = { $title } hat die Datei
billing-file-say = Geben Sie den Pfad einer Datei auf diesem Rechner ein, oder fügen Sie ihn ein. Personen des Kunden, die den Eintrag sehen, können sie herunterladen.
billing-file-replaces = Sie tritt an die Stelle von { $file }.
billing-path-empty = ~/Dokumente/rechnung.pdf
file-path-needed = den Pfad einer Datei eingeben oder einfügen
file-not-there = es gibt keine Datei { $shown }
file-unreadable-because = { $shown } ist nicht lesbar: { $e }
file-is-none = { $shown } ist keine Datei
document-open-title = { $title } öffnen
document-opened = { $title } ist in einem anderen Fenster offen
document-can-save = { $why }; es kann als Datei auf diesem Rechner gespeichert werden.
document-save-title = { $title } speichern
document-saved-as = Gespeichert als { $display }
label-save-as = Speichern als
save-as-empty = ein Ordner oder eine Datei
save-where = eingeben, wohin gespeichert wird
file-there = { $shown } gibt es schon; einen anderen Namen eingeben
file-unwritable = { $shown } lässt sich nicht schreiben: { $e }
document-remove-ask = { $title } entfernen?
remove-for-good = Endgültig entfernen
document-removed = { $title } ist entfernt
document-remove-say = Niemand kann das Dokument mehr lesen, auch nicht im Portal. Das Protokoll behält, dass es da war.

# The list.

documents-of-object = Dokumente zu Objekt { $number }
documents-of-model = Dokumente zu Modell { $number }
documents-of-order = Dokumente zu Auftrag { $number }
documents-none = Noch keine Dokumente. + hängt eine Datei an.
document-none-here = hier ist kein Dokument
view-not-kept = es lässt sich nicht kurz aufheben: { $e }
view-no-start = Das Programm des Systems zum Öffnen von Dateien startet nicht
view-ssh = Sie arbeiten über ssh: ein Fenster ginge auf dem anderen Rechner auf
view-no-windows = Hier gibt es keine Fenster, um es zu öffnen
view-no-program = Hier gibt es kein Programm, das Dateien öffnet
