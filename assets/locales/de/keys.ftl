# Zweite Faktoren, Passkeys, vergessene Passwörter.

# „Passwort vergessen“.

recovery-link = Passwort vergessen?
recovery-title = Passwort vergessen?
recovery-lead = Geben Sie Ihre E-Mail-Adresse ein. Wenn Sie einen Zugang haben, erhalten Sie einen Link, mit dem Sie ein neues Passwort wählen.
recovery-send = Link senden
recovery-asked-title = Sehen Sie in Ihr Postfach
recovery-asked-text = Wenn es zu dieser Adresse einen Zugang gibt, ist ein Brief mit einem Link unterwegs. Der Link gilt einmal, eine halbe Stunde lang.
recovery-asked-nothing = Nichts angekommen? Sehen Sie bei den unerwünschten Nachrichten nach und prüfen Sie die Adresse. Ein Brief wird höchstens einmal in der Stunde geschickt. Sonst wenden Sie sich an Ihren Dienstleister.

letter-recovery-subject = { $organization }: Neues Passwort wählen
letter-recovery-why = Guten Tag { $name }, Sie erhalten diesen Brief, weil auf der Anmeldeseite des Kundenportals von { $organization } mit Ihrer Adresse ein neues Passwort angefordert wurde.
letter-recovery-do = Wenn Sie das waren, öffnen Sie den Link und wählen Sie ein neues Passwort.
letter-recovery-button = Neues Passwort wählen
letter-recovery-unexpected = Wenn Sie das nicht waren, brauchen Sie nichts zu tun: Ihr Passwort bleibt, wie es ist, und niemand sonst bekommt diesen Link.

# Nach dem Passwort.

second-title = Noch ein Schritt
second-lead = Ihr Passwort stimmt. Zeigen Sie noch einmal, dass Sie es sind.
second-passkey = Passkey verwenden
second-code = Code aus Ihrer Authenticator-App
second-code-hint = Sechs Ziffern. Auch einer Ihrer Wiederherstellungscodes gilt.
second-recovery-code = Wiederherstellungscode
second-continue = Weiter
second-lost = Gerät verloren und kein Wiederherstellungscode zur Hand? Wenden Sie sich an Ihren Dienstleister: Er kann den zweiten Faktor entfernen.
second-back = Zurück zur Anmeldung
notice-step-over = Der zweite Schritt hat zu lange gedauert oder war zu oft falsch. Bitte melden Sie sich noch einmal an.
problem-second-factor = Dieser Code stimmt nicht, wurde schon verwendet oder ist abgelaufen. Warten Sie auf den nächsten und versuchen Sie es noch einmal.

# Passkeys.

passkey-sign-in = Mit einem Passkey anmelden
passkey-needs-script = Passkeys brauchen JavaScript, das in diesem Browser ausgeschaltet ist. Alles andere geht auch ohne.
passkey-unable = Dieser Browser kann hier keine Passkeys verwenden.
passkey-impossible = An dieser Adresse gehen Passkeys nicht, weil sie kein Name ist.
passkey-failed = Daraus wurde nichts. Versuchen Sie es noch einmal oder wählen Sie einen anderen Weg.
problem-passkey = Dieser Passkey wurde nicht angenommen. Versuchen Sie es noch einmal oder wählen Sie einen anderen Weg.
problem-passkey-new = Der Passkey konnte nicht hinzugefügt werden. Bitte versuchen Sie es noch einmal.
problem-passkey-many = Sie haben schon so viele Passkeys, wie eine Person haben kann. Entfernen Sie zuerst einen.
problem-passkey-known = Dieses Gerät oder dieser Schlüssel hat hier schon einen Passkey.
problem-passkey-name = Geben Sie dem Passkey einen Namen, an dem Sie ihn erkennen.
problem-passkey-name-long = Der Name darf höchstens 60 Zeichen haben.
passkeys-title = Passkeys
passkeys-what = Melden Sie sich mit Fingerabdruck, Gesicht oder dem Code Ihres Geräts an, ohne Passwort. Ein Passkey zählt auch als zweiter Faktor.
passkeys-lead = Ein Passkey bleibt auf Ihrem Gerät oder in Ihrem Passwort-Manager. Er gilt nur hier und lässt sich weder erraten noch abfischen.
passkeys-count = Passkeys: { $count }
passkeys-manage = Passkeys
passkeys-yours = Ihre Passkeys
passkeys-none = Sie haben noch keinen Passkey.
passkey-since = Seit
passkey-used = Zuletzt verwendet
passkey-never = nie
passkey-remove = Entfernen
passkey-remove-label = Den Passkey { $name } entfernen
passkey-new = Passkey hinzufügen
passkey-name = Name
passkey-name-hint = Zum Beispiel das Gerät, auf dem er ist: „Mein Telefon“.
passkey-add = Passkey hinzufügen
notice-passkey-added = Der Passkey wurde hinzugefügt. Überall sonst sind Sie abgemeldet.
notice-passkey-removed = Der Passkey wurde entfernt. Überall sonst sind Sie abgemeldet.

# Der zweite Faktor im Konto.

account-keys = Zweiter Faktor und Passkeys
account-keys-lead = Schützen Sie Ihren Zugang mit mehr als einem Passwort.
second-factor-title = Zweiter Faktor
second-factor-lead = Mit einem zweiten Faktor kommt niemand allein mit Ihrem Passwort hinein.
second-factor-demanded = { $organization } verlangt einen zweiten Faktor. Wählen Sie einen der beiden Wege; danach geht es weiter.
app-title = Authenticator-App
app-what = Eine App auf Ihrem Telefon zeigt jede halbe Minute einen neuen Code, den Sie nach Ihrem Passwort eingeben.
app-begin = App einrichten
app-is-on = Eingerichtet. Nach Ihrem Passwort werden Sie nach ihrem Code gefragt.
app-switch-off = Ausschalten
app-scan = Erfassen Sie dieses Bild mit Ihrer Authenticator-App:
app-qr = QR-Code mit dem Geheimnis für Ihre Authenticator-App
app-by-hand = Oder tippen Sie dieses Geheimnis in die App:
app-open = In einer App auf diesem Gerät öffnen
app-code = Code, den die App zeigt
app-code-hint = Sechs Ziffern
app-confirm = Fertig
notice-app-on = Die Authenticator-App wurde eingerichtet. Überall sonst sind Sie abgemeldet.
notice-app-off = Die Authenticator-App wurde ausgeschaltet. Überall sonst sind Sie abgemeldet.
problem-app-code = Das ist nicht der Code, den die App jetzt zeigt. Prüfen Sie, ob die Uhr Ihres Geräts richtig geht.
codes-title = Wiederherstellungscodes
codes-what = Für den Tag, an dem App und Passkey nicht zur Hand sind: Jeder Code gilt einmal.
codes-left = Übrige Codes: { $count }
codes-new = Neue Codes erzeugen
codes-shown-title = Ihre Wiederherstellungscodes
codes-shown-lead = Jeder dieser Codes lässt Sie nach Ihrem Passwort einmal in das Portal von { $organization }, wenn nichts anderes zur Hand ist.
codes-shown-once = Sie werden nur jetzt gezeigt. Drucken Sie sie aus oder kopieren Sie sie an einen sicheren Ort; ältere Codes gelten nicht mehr.
codes-kept = Ich habe sie aufgehoben

# Noch einmal zeigen, wer man ist.

confirm-title = Sind Sie es?
confirm-lead = Ihre Anmeldung ist eine Weile her. Bestätigen Sie, dass Sie es sind, bevor Sie ändern, wie Sie sich anmelden.
confirm-needed = Bestätigen Sie zuerst, dass Sie es sind.
confirm-go = Bestätigen

letter-second_factor-subject = { $organization }: Ihre Anmeldung wurde geändert
letter-second_factor-why = Guten Tag { $name }, Sie erhalten diesen Brief, weil geändert wurde, wie Sie sich beim Kundenportal von { $organization } anmelden: { $change }
letter-second_factor-do = Wenn Sie davon wissen, ist alles gut. Alle anderen offenen Sitzungen wurden beendet.
letter-second_factor-button = Anmelden
letter-second_factor-unexpected = Wenn Sie nichts davon wissen, antworten Sie bitte sofort auf diesen Brief: Vielleicht ist jemand anderes hineingekommen.
letter-second_factor-change-app_set_up = Eine Authenticator-App wurde eingerichtet.
letter-second_factor-change-app_off = Die Authenticator-App wurde ausgeschaltet.
letter-second_factor-change-new_codes = Neue Wiederherstellungscodes wurden erzeugt.
letter-second_factor-change-passkey_added = Ein Passkey wurde hinzugefügt.
letter-second_factor-change-passkey_removed = Ein Passkey wurde entfernt.
letter-second_factor-change-reset = { $organization } hat Ihre zweiten Faktoren und Passkeys weggenommen; ab jetzt genügt Ihr Passwort.
