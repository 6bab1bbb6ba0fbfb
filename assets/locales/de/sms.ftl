# SMS (R65): je eine Nachricht, in Zeichen, die jedes Telefon hat. Was lang ist, wird gekürzt, der Link folgt dahinter.

sms-order_created = { $organization }: neuer Arbeitsauftrag { $thing }.
sms-order_assigned = { $organization }: { $thing } bei { $customer } ist Ihnen zugeteilt.
sms-order_planned = { $organization }: Besuch für { $thing } geplant: { $when }.
sms-order_moved = { $organization }: Besuch für { $thing } verschoben auf { $when }.
sms-visit_cancelled = { $organization }: Besuch für { $thing } am { $when } entfällt.
sms-order_closed = { $organization }: { $thing } ist erledigt.
sms-order_edited = { $organization }: { $customer } hat { $thing } geändert.
sms-order_cancelled = { $organization }: { $thing } wurde storniert.
sms-comment = { $organization }: { $by } hat { $thing } kommentiert.
sms-internal_comment = { $organization }: interner Kommentar von { $by } zu { $thing }.
sms-document_added = { $organization }: neues Dokument { $thing }.
sms-fault_received = { $organization }: Störungsmeldung { $thing } von { $customer }.
sms-fault_taken = { $organization }: Ihre Störungsmeldung { $thing } wird bearbeitet.
sms-fault_closed = { $organization }: Ihre Störungsmeldung { $thing } ist abgeschlossen.
sms-estimate_to_accept = { $organization }: Kostenvoranschlag { $thing } wartet auf Ihre Antwort.
sms-estimate_decided = { $organization }: { $customer } hat auf Kostenvoranschlag { $thing } geantwortet.
sms-invoice = { $organization }: Rechnung { $thing }.
sms-video_planned = { $organization }: Videotermin { $thing }: { $when }.
sms-video_moved = { $organization }: Videotermin { $thing } verschoben auf { $when }.
sms-video_cancelled = { $organization }: Videotermin { $thing } am { $when } entfällt.
sms-video_requested = { $organization }: { $customer } bittet um einen Videotermin: { $thing }.
sms-check_due = { $organization }: Eigenprüfung fällig an { $thing }: { $when }.
sms-independence_asked = { $organization }: { $customer } möchte eine eigene Organisation werden.
sms-other = { $organization }: Neues zu { $thing }.

# Eine Nachricht, mit der das Personal die Einstellungen ausprobiert.

sms-trial = { $organization }: Diese SMS zeigt, dass Keydesk an diese Nummer senden kann.
mail-trial-subject = { $organization }: ein Brief, um die E-Mail-Einstellungen auszuprobieren
mail-trial-body = Diesen Brief hat { $by } von { $organization } gesendet, um zu sehen, ob Keydesk Briefe senden kann. Er ist angekommen, also geht es. Sie brauchen nichts zu tun.
