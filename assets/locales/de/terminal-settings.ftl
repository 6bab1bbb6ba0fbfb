# Staff accounts, settings, what roles hold, wording of letters.

# Staff accounts.

staff-no-customer = es gibt keinen Kunden { $number }
staff-no-areas = es gibt keine
staff-areas-of = aus { $join }
staff-the-new = Das neue Konto
staff-new-title = Neues Personalkonto
staff-make-verb = Anlegen
staff-new-say = Die Person meldet sich mit einem vorläufigen Passwort an, das Sie vorlesen, und ersetzt es sofort.
label-areas = Gebiete
label-looks-after = Betreut
staff-customers-empty = Kundennummern, oder nichts
staff-no-area = es gibt kein Gebiet { $name }
staff-temporary = Vorläufiges Passwort: { $whose }
staff-temporary-text = Es gilt 72 Stunden und muss bei der ersten Anmeldung ersetzt werden. Es wird nur dieses eine Mal gezeigt.
staff-house-language = die der Organisation
staff-account-of = Konto von { $name }
staff-edit-say = Eine andere Rolle beendet die gemerkten Anmeldungen der Person. Einzelne Rechte bleiben, wie sie sind.
staff-mobile-empty = für SMS, etwa +43 664 1234567
staff-written-in = Briefe auf
label-time-zone = Zeitzone
staff-zone-empty = die der Organisation, oder wie Europe/Vienna
staff-admin-all = Ein Administrator hat alle Rechte, was immer hier steht.
staff-permissions-say = ● wie die Rolle sagt, darüber hinaus erlaubt oder verweigert. Niemand gibt, was er nicht selbst hat.
staff-permissions-saved = Rechte von { $name } gespeichert
staff-areas-say = Nur Kunden in diesen Gebieten; was von anderen zu sehen ist, sagt die Einstellung „außerhalb der Gebiete“.
staff-areas-title = Gebiete von { $name }
staff-areas-saved = Gebiete von { $name } gespeichert
staff-customers-title = Kunden, die { $name } betreut
staff-customers-done = { $name } betreut { $customers } Kunden
staff-customers-say = Ihre Nummern, mit Beistrichen dazwischen.
staff-on-text = { $name } kann sich wieder anmelden, mit dem Passwort von vorher.
staff-off-text = { $name } kann sich nicht mehr anmelden, und was irgendwo offen ist, endet mit der nächsten Anfrage. Nichts geht verloren.
staff-password-ask = Ein neues Passwort für { $name } machen?
staff-password-text = Das jetzige Passwort und jede gemerkte Anmeldung enden. Das neue wird einmal gezeigt, zum Vorlesen, und muss bei der ersten Anmeldung ersetzt werden.
staff-password-verb = Ein Passwort machen
staff-out-ask = { $name } überall abmelden?
staff-out-text = Jede gemerkte Anmeldung endet; was damit offen ist, endet mit der nächsten Anfrage.
staff-out-done = { $ended } gemerkte Anmeldungen beendet
staff-permissions-of = Rechte von { $name } · { $role }
staff-ask-on = Das Konto von { $name } einschalten?
staff-ask-off = Das Konto von { $name } ausschalten?
staff-done-on = Das Konto von { $name } ist eingeschaltet
staff-done-off = Das Konto von { $name } ist ausgeschaltet
staff-now-role = { $name } ist { $role }
staff-temporary-short = vorläuf. Pw
staff-active = aktiv
staff-everywhere = überall
staff-nowhere = keine !
staff-title = Personal
staff-nobody = Niemand hier; n legt das erste Konto an.
staff-no-customer-own = keinen eigenen Kunden
staff-no-mobile = keine: per E-Mail
staff-house-language-long = die Sprache der Organisation
staff-works-until = gilt bis { $at }
staff-new-short = Neues Konto
staff-role-everywhere = die Rolle { $role } handelt überall

# Wording of letters.

letters-title = Briefe
letters-own = eigene Worte
letters-type = Tippen Sie, um eine Art oder Sprache zu finden.
letters-which = Welchen Brief formulieren?
letters-own-unfit = eigene Worte, die nicht mehr passen
letters-own-words = eigene Worte: { $words }
letters-part = Welcher Teil?
letters-change = Die Worte ändern
letters-take-back = Zurücknehmen
letters-as-before = der Teil sagt wieder, was er vorher sagte
letters-by = Von { $by }.
letters-done = Der Teil { $which } ist neu formuliert; Briefe ab jetzt sagen es
letters-say = Reiner Text; diese werden ausgefüllt: { $braced }.{ $must }
letters-unused = Diese Worte werden nicht verwendet, denn was sie sagen, { $why }.
label-words = Worte
letters-back-ask = Die Worte von { $part } auf { $own_name } zurücknehmen?
letters-again = Der Teil sagt wieder: { $ours }
letters-back-verb = Zurücknehmen
letters-back-done = Der Teil { $part } sagt wieder, was er vorher sagte

# Settings.

setting-module = ob das Portal überhaupt antwortet
roles-title = Was Rollen dürfen
setting-roles = Rechte der drei Rollen
setting-templates = Vorlagen: was angesehen wird, ein Punkt je Zeile
setting-letters = ihre Worte, je Art und Sprache
setting-outside = Außerhalb
setting-outside-means = was von Kunden anderer Gebiete zu sehen ist
setting-mail-temporary = Vorl. Pw. mailen
setting-mail-temporary-means = ob Passwörter per Mail gehen dürfen
setting-link-billing = Link zeigt Rechng.
setting-link-billing-means = ob der sichere Link Rechnungen zeigt
setting-second = Zweiter Schritt
setting-second-means = ob im Portal alle einen brauchen
setting-language-means = wo niemand eine gewählt hat
setting-zone-means = der Daten in Briefen und Seiten
setting-reply = Antworten an
setting-reply-means = die Adresse, die Antworten auf Briefe erreicht
setting-accent = Farbe
setting-accent-means = des Portals, als #rrggbb
setting-enter = enter zeigt sie
setting-demanded = verlangt
setting-as-liked = nach Belieben
settings-title = Einstellungen
column-setting = Einstellung
column-now = Jetzt
column-means = Was es bedeutet
setting-saved = { $name }: gespeichert
setting-elsewhere = Kunden anderswo
setting-mail-tick = Vorläufige Passwörter dürfen gemailt werden
setting-link-tick = Wer einen sicheren Link hat, sieht Rechnungen
setting-second-say = Wer keinen hat, richtet ihn bei der nächsten Anmeldung ein: eine App, die Codes zeigt, oder einen Passkey (R22).
setting-second-tick = Wer sich am Portal anmeldet, braucht einen

# What roles hold.

role-never = { $permission } kann nie zur Rolle { $role } gehören
role-leave-text = Was geändert wurde, ist nicht gespeichert. Bleiben Sie, und w zeigt, was es bedeutet, und speichert es.
role-touched = { $role }: { $people } betroffen
role-exceptions = Wer eine Ausnahme hat, behält sie. Es gilt sofort.
role-ask = Ändern, was Rollen dürfen?
role-unsaved = { $n } Änderungen an dem, was Rollen dürfen
role-legend = ■ enthalten  □ kann einer Person gegeben werden  – nie  * geändert
role-hint = Leertaste ändert · esc schließt
role-hint-changed = Leertaste ändert · w zeigt, was es bedeutet, und speichert ({ $n }) · esc
role-saved-one = { $n } Änderung an dem, was Rollen dürfen, gespeichert
role-saved-many = { $n } Änderungen an dem, was Rollen dürfen, gespeichert
role-gains = { $people } gewinnt: { $permission }
role-gain = { $people } gewinnen: { $permission }
role-loses = { $people } verliert: { $permission }
role-lose = { $people } verlieren: { $permission }
role-too-many = mehr als { $people }: niemand bekommt einen Brief
role-told-nobody = niemand bekommt einen Brief
role-told = bekommen einen Brief: { $people }
