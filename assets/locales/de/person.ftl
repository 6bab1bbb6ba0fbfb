# Ansichten des Betriebs, Entwürfe, eigene Daten.

# Was getippt wurde, übersteht die Anmeldung.

kept-sign-in = Was Sie geschrieben haben, ist noch da. Melden Sie sich an, dann kommt es zurück; gesendet wird nichts, bevor Sie es senden.
notice-kept = Sie sind wieder angemeldet. Bitte prüfen Sie, was Sie geschrieben haben, und senden Sie es ab.
notice-kept-without-files = Sie sind wieder angemeldet. Bitte prüfen Sie, was Sie geschrieben haben, wählen Sie Ihre Dateien noch einmal aus und senden Sie es ab.
kept-title = Was Sie geschrieben haben
kept-no-form = Sie sind angemeldet, aber dieses Formular gibt es für Sie hier nicht (mehr). Gesendet wurde nichts. Das haben Sie geschrieben, damit Sie es kopieren können:

# Der Betrieb sieht das Portal wie jemand anderes.

view-title = Das Portal ansehen
view-heading = Das Portal ansehen wie { $name }
view-lead = Sie sehen eine halbe Stunde lang, was { $name } sieht. Nichts lässt sich ändern, nichts wird als gesehen vermerkt, und es steht im Protokoll.
view-by = Für
view-start = Ansehen
view-help = Dieser Link funktioniert einmal und eine Minute lang. Was Sie vorher angesehen haben, endet.
view-label = Ansicht
view-says = { $by } sieht das Portal wie { $name }, bis { $until }. Ändern lässt sich nichts.
view-shut-out = { $name } kommt im Augenblick nicht hinein.
view-end = Ansicht beenden
view-ended = Sie können dieses Fenster schließen.
failure-view-only-title = Sie sehen nur zu
failure-view-only-text = In einer Ansicht lässt sich nichts senden oder ändern. Es ist nichts geschehen.
failure-view-over-title = Die Ansicht ist beendet
failure-view-over-text = Ihre Zeit ist um, sie wurde beendet oder durch eine andere ersetzt. Für eine neue machen Sie im Büro einen neuen Link.
failure-no-view-title = Dieser Link öffnet nichts
failure-no-view-text = So ein Link funktioniert einmal und eine Minute lang. Machen Sie im Büro einen neuen.

# Das Konto.

profile-first-name = Vorname
profile-last-name = Nachname
profile-mobile = Mobilnummer
profile-mobile-hint = Damit man Sie am Tag selbst erreicht. So, wie Sie sie wählen, oder mit der Vorwahl des Landes: +43 664 1234567. Lassen Sie das Feld leer, wenn Sie keine haben.
profile-save = Speichern
notice-profile = Ihre Daten sind gespeichert.
problem-name = Geben Sie einen Namen mit höchstens 100 Zeichen ein.
problem-mobile = Das ist keine Mobilnummer. Schreiben Sie sie so: +43 664 1234567.
problem-mobile-country = Schreiben Sie die Nummer mit der Vorwahl des Landes, zum Beispiel +43.
problem-profile-changed = Sie haben das inzwischen in einem anderen Fenster geändert. Bitte prüfen und noch einmal speichern.
account-profile-hint = { $organization } sieht das auch und spricht Sie mit diesem Namen an.
account-calendar = Adresse meines Kalenders
account-data = Ihre Daten
account-data-text = Eine Kopie von allem, was über Sie gespeichert ist: Namen und Adresse, was Sie sehen und tun dürfen, wo Sie angemeldet sind, was Sie geschrieben und getan haben. Eine Datei, die andere Programme lesen können (JSON).
account-data-get = Meine Daten herunterladen
topic-means-orders = Sie erfahren, wenn ein Besuch geplant, verschoben oder abgesagt wird und wenn ein Auftrag fertig ist.
topic-means-new_orders = Sie erfahren, wenn ein neuer Auftrag für Sie angelegt wird.
topic-means-comments = Sie erfahren, wenn jemand zu einem Auftrag schreibt, den Sie sehen.
topic-means-objects = Sie erfahren, wenn eine Prüfung an einem Ihrer Geräte fällig ist.
topic-means-documents = Sie erfahren, wenn ein neues Dokument für Sie da ist.
topic-means-billing = Sie erfahren von neuen Rechnungen und von Angeboten, über die Sie entscheiden.
topic-means-video = Sie erfahren, wenn ein Videotermin geplant oder verschoben wird.

# By whose clocks the times in letters are.
time-zone = Zeitzone der Briefe
time-zone-hint = Zeiten in Briefen an Sie richten sich nach dieser Uhr. Die Seiten hier zeigen die Uhrzeit des Ortes, an dem gearbeitet wird.
time-zone-house = Wie für alle: { $zone }
time-zone-save = Zeitzone speichern
notice-time-zone = Die Zeitzone Ihrer Briefe wurde geändert.
problem-time-zone = Wählen Sie eine der Zeitzonen.

# One click in a letter switches its topic off.
unsubscribe-title = Keine Briefe mehr darüber?
unsubscribe-lead = { $organization } schreibt Ihnen hierüber:
unsubscribe-button = Diese Briefe abstellen
unsubscribe-rest = Alles andere bleibt, wie es ist. Briefe zum Zugang selbst, etwa Links für ein neues Passwort, kommen weiterhin.
unsubscribe-off-title = Abgestellt
unsubscribe-off = { $organization } schreibt Ihnen hierüber nicht mehr:
unsubscribe-again = Sie können es in Ihrem Konto jederzeit wieder einschalten.
unsubscribe-account = Zu meinem Konto
unsubscribe-again-staff = Sie können es in Keydesk jederzeit wieder einschalten, mit „keydesk notices“.
staff-topic-orders = Aufträge
staff-topic-comments = Kommentare
staff-topic-video_sessions = Videotermine
staff-topic-documents = Dokumente
staff-topic-faults = Störungsmeldungen
staff-topic-billing = Antworten auf Angebote
