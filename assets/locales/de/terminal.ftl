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

# What each section is for, until somebody has read it. ‹open› stands for the key of a command.

welcome-title = Willkommen
card-title = { $title } · { $key } blendet diese Karte aus
card-section-customers-1 = Alle, für die Ihre Organisation arbeitet, und wie weit jeder in das Portal kommt.
card-section-customers-2 = ‹search› findet mit jedem Bruchstück; ‹open› öffnet, und die Reiter sagen alles über einen Kunden.
card-section-customers-3 = ‹invite› gibt einer Person Zugang; ‹permissions› zeigt, was jeder sehen und tun darf.
card-section-faults-1 = Was Kunden melden, steht hier, bis es jemand übernimmt; die rote Zahl sagt, wie viele warten.
card-section-faults-2 = ‹fault-take› übernimmt eine Meldung und sagt es dem Kunden; ‹fault-close› antwortet und schließt sie.
card-section-orders-1 = Die Aufträge aller Kunden. ‹order-filter› zeigt offene, alle oder Ihre.
card-section-orders-2 = ‹open› zeigt einen Auftrag mit Besuchen und Kommentaren; ‹order-plan› plant einen Besuch; ‹order-new› legt einen Auftrag an.
card-section-triage-1 = Was Aufmerksamkeit braucht: Briefe, die zurückkamen, Zugänge, die enden, Personen, die sich nie anmeldeten, Meldungen, die niemand hörte.
card-section-triage-2 = ‹open› tut das Eine, das hilft; ‹triage-customer› geht zum Kunden.
card-section-outbox-1 = Jeder Brief und jede SMS: wartet, gesendet, fehlgeschlagen, zurückgekommen. ‹open› zeigt, was darin steht.
card-section-outbox-2 = ‹retry› versucht es jetzt noch einmal; ‹letter-address› sendet an eine andere Adresse; ‹cancel-letter› nimmt ihn zurück.
card-section-activity-1 = Wer was mit wem tat, und von wo, sofort. ‹open› zeigt einen Eintrag mit vorher und nachher.
card-section-activity-2 = ‹undo› macht rückgängig, wovon der Eintrag erzählt; ‹log-export› schreibt das Gezeigte in eine Datei; ‹panel› dockt das Protokoll unter jedem Bereich an.
card-section-staff-1 = Die Menschen Ihrer eigenen Organisation: ihre Rollen, Gebiete und einzelnen Rechte.
card-section-staff-2 = ‹staff-new› legt ein Konto an; ‹staff-permissions› zeigt, was jemand über die Rolle hinaus darf.
card-section-settings-1 = Was für die ganze Organisation gilt: das Portal, was Rollen enthalten, Gebiete, Briefe.
card-section-settings-2 = ‹open› ändert die Zeile unter dem Cursor; was es für Menschen bedeutet, wird vor dem Speichern gesagt.

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

# The frame.

status-db = DB { $as_millis } ms
frame-too-small = Keydesk braucht ein Terminal mit mindestens { $width } × { $height } Zeichen; dieses hat { $width2 } × { $height2 }. Machen Sie es größer, oder verlassen Sie es mit { $quit }.
needs-permission = das braucht das Recht { $needed }, das Ihre Rolle { $role } nicht enthält; ein Administrator kann es geben
letters-not-a-folder = Briefe gehen hier über einen Mailserver, nicht in einen Ordner
undo-nothing = hier wurde nichts geändert, was rückgängig zu machen wäre
key-does-nothing = { $c } tut hier nichts · { $help } zeigt alle Tasten · { $quit } verlässt
sign-in-ended = Ihre Anmeldung wurde beendet; melden Sie sich wieder an, um weiterzumachen.
frame-read-only = NUR LESEN

# The sections where there is little room.

rail-faults = Stör.
rail-customers = Kund
rail-orders = Auf
rail-triage = Klä
rail-outbox = Aus
rail-activity = Prot
rail-settings = Einst
word-offline = offline

# In plain words, for who hears the screen.

plain-done = erledigt:
plain-failed = gescheitert:
plain-role = ,Rolle
plain-to = zu
plain-from = von
plain-up = auf
plain-down = ab
