# The frame of the terminal, and words that every room of it uses.

save = Speichern

# The lock, the line to the database, the mouse.

lock-title = Gesperrt
lock-who = { $name } hat diesen Bildschirm gesperrt.
lock-hint = { $key } entsperrt. Was Sie getippt haben, bleibt.
link-away = Die Datenbank antwortet nicht. Getipptes bleibt; neuer Versuch{ $tried } · { $key } versucht es jetzt
link-tried = ({ $n } Versuche)
link-back = Die Datenbank antwortet wieder; alles wurde neu geladen.
mouse-freed = Die Maus gehört jetzt dem Terminal: Text wie gewohnt markieren · { $key } nimmt sie wieder
mouse-taken = Die Maus wirkt wieder hier.
mouse-selecting = Markieren
only-reads = von hier wird nichts geändert: das Terminal wurde nur zum Lesen geöffnet (--read-only, terminal.read_only)

# Counted things.

changes-unsaved = { $count ->
    [one] 1 Änderung ist nicht gespeichert; enter speichert.
   *[other] { $count } Änderungen sind nicht gespeichert; enter speichert.
}
n-changes = { $count ->
    [one] 1 Änderung
   *[other] { $count } Änderungen
}
n-people = { $count ->
    [one] 1 Person
   *[other] { $count } Personen
}
changes-not-saved = { $count ->
    [one] 1 Änderung ist nicht gespeichert.
   *[other] { $count } Änderungen sind nicht gespeichert.
}

# What did not happen, and why. English keeps the sentences of the services, which say more.

refused-denied = Das ist nicht erlaubt: es braucht das Recht „{ $needs }“.
refused-not-found = Das gibt es nicht, oder es ist nicht für Sie.
refused-overtaken = { $by } hat das inzwischen geändert; nichts wurde gespeichert. Sehen Sie es an und speichern Sie noch einmal.
refused-signed-out = E-Mail-Adresse und Passwort passen nicht zusammen, oder die Anmeldung ist zu Ende; melden Sie sich noch einmal an.
refused-temporary = Dieses Passwort ist vorläufig; wählen Sie ein eigenes, bevor Sie weitermachen.
refused-too-many = Zu viele Versuche; versuchen Sie es in { $seconds } Sekunden wieder.
refused-busy = Zu viele Anmeldungen in diesem Moment; versuchen Sie es in ein paar Sekunden wieder.
refused-files = Der Dateispeicher hat versagt: { $why }
refused-unwritten = Das lässt sich nicht schreiben: { $why }
refused-store = Die Datenbank hat versagt: { $why }
