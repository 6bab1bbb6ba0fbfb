# Briefe. Jede Art sagt: Betreff (wer und was), warum Sie ihn bekommen, was zu tun ist, die Worte des Links, was zu tun
# ist, wenn Sie ihn nicht erwartet haben.

letter-until = Der Link gilt bis { $until }.
letter-address = Falls die Schaltfläche nicht geht, kopieren Sie diese Adresse in Ihren Browser:
letter-sender = { $organization } hat diesen Brief automatisch an { $to } senden lassen.

letter-invitation-subject = { $organization }: Ihre Einladung in das Kundenportal für { $customer }
letter-invitation-why = Guten Tag { $name }, Sie erhalten diesen Brief, weil { $by } von { $organization } Sie in das Kundenportal eingeladen hat. Dort können Sie verfolgen, was für { $customer } getan wird.
letter-invitation-do = Öffnen Sie den Link und wählen Sie ein Passwort. Danach können Sie sich jederzeit anmelden.
letter-invitation-button = Einladung annehmen
letter-invitation-unexpected = Wenn Sie diese Einladung nicht erwartet haben, brauchen Sie nichts zu tun: Der Link wird von selbst ungültig. Bei Fragen antworten Sie einfach auf diesen Brief.

letter-welcome-subject = { $organization }: Ihr Zugang zu { $customer } ist bereit
letter-welcome-why = Guten Tag { $name }, Sie erhalten diesen Brief, weil Sie die Einladung von { $organization } angenommen haben. Sie können nun im Kundenportal verfolgen, was für { $customer } getan wird.
letter-welcome-do = Ihr Benutzername ist { $email }. Melden Sie sich damit und mit dem Passwort an, das Sie gewählt haben.
letter-welcome-button = Anmelden
letter-welcome-unexpected = Wenn nicht Sie die Einladung angenommen haben, antworten Sie bitte sofort auf diesen Brief, damit { $organization } den Zugang schließen kann.

letter-password_changed-subject = { $organization }: Ihr Passwort wurde geändert
letter-password_changed-why = Guten Tag { $name }, Sie erhalten diesen Brief, weil das Passwort Ihres Zugangs zum Kundenportal von { $organization } geändert wurde.
letter-password_changed-do = Wenn Sie das selbst waren, ist alles in Ordnung: Ab jetzt melden Sie sich mit dem neuen Passwort an.
letter-password_changed-button = Anmelden
letter-password_changed-unexpected = Wenn Sie es nicht waren, antworten Sie bitte sofort auf diesen Brief: Jemand anderes könnte Ihr Passwort kennen.

letter-access_revoked-subject = { $organization }: Ihr Zugang zu { $customer } wurde beendet
letter-access_revoked-why = Guten Tag { $name }, Sie erhalten diesen Brief, weil { $organization } Ihren Zugang zu { $customer } im Kundenportal beendet hat.
letter-access_revoked-do = Sie können dort nichts mehr über { $customer } sehen. Falls Sie auch Zugang zu anderen Kunden haben, bleibt dieser bestehen, und Sie melden sich an wie bisher.
letter-access_revoked-button = Zum Kundenportal
letter-access_revoked-unexpected = Wenn Sie das für ein Versehen halten, antworten Sie einfach auf diesen Brief.

letter-new_password-subject = { $organization }: Wählen Sie ein neues Passwort
letter-new_password-why = Guten Tag { $name }, Sie erhalten diesen Brief, weil { $by } von { $organization } Ihnen einen Link gesendet hat, mit dem Sie ein neues Passwort für das Kundenportal wählen.
letter-new_password-do = Öffnen Sie den Link und wählen Sie ein neues Passwort; damit sind Sie angemeldet. Zu Ihrer Sicherheit wurden alle offenen Sitzungen beendet.
letter-new_password-button = Neues Passwort wählen
letter-new_password-unexpected = Wenn Sie nicht darum gebeten haben, brauchen Sie nichts zu tun: Ihr jetziges Passwort bleibt, wie es ist. Bei Fragen antworten Sie einfach auf diesen Brief.

letter-temporary_password-subject = { $organization }: Ihr vorläufiges Passwort
letter-temporary_password-why = Guten Tag { $name }, Sie erhalten diesen Brief, weil { $by } von { $organization } ein vorläufiges Passwort für Ihren Zugang zum Kundenportal erstellt hat.
letter-temporary_password-password = Ihr vorläufiges Passwort lautet: { $password }
letter-temporary_password-do = Melden Sie sich damit an; Sie werden sofort nach einem eigenen Passwort gefragt.
letter-temporary_password-button = Anmelden
letter-temporary_password-until = Das vorläufige Passwort gilt bis { $until } und nur, bis Sie ein eigenes gewählt haben.
letter-temporary_password-unexpected = Wenn Sie nicht darum gebeten haben, antworten Sie bitte sofort auf diesen Brief. Löschen Sie den Brief, wenn Sie ein eigenes Passwort gewählt haben.

letter-independence_approved-subject = { $organization }: { $customer } ist jetzt eine eigene Organisation
letter-independence_approved-why = Guten Tag { $name }, Sie erhalten diesen Brief, weil { $organization } zugestimmt hat, dass { $customer } eine eigene Organisation wird. Sie heißt { $made }.
letter-independence_approved-do = Sie gehören von nun an zu ihrem Personal: Melden Sie sich im Terminal von { $made } mit { $email } und Ihrem bisherigen Passwort an. Im Kundenportal von { $organization } sehen Sie weiterhin alles, ändern lässt sich dort aber nichts mehr.
letter-independence_approved-button = Zum Kundenportal
letter-independence_approved-unexpected = Wenn Sie das für ein Versehen halten, antworten Sie einfach auf diesen Brief.

letter-independence_declined-subject = { $organization }: { $customer } wird keine eigene Organisation
letter-independence_declined-why = Guten Tag { $name }, Sie erhalten diesen Brief, weil { $customer } darum gebeten hat, eine eigene Organisation zu werden. { $organization } hat das abgelehnt.
letter-independence_declined-do = Die Antwort: { $answer }
letter-independence_declined-button = Zum Kundenportal
letter-independence_declined-unexpected = Für Sie hat sich nichts geändert. Bei Fragen antworten Sie einfach auf diesen Brief.

# Nachrichten aus der täglichen Arbeit.
letter-button = Im Kundenportal öffnen
letter-choose = In Ihrem Konto im Portal wählen Sie, worüber Sie benachrichtigt werden.
letter-choose-staff = Öffnen Sie es in Keydesk; dort wählen Sie auch, worüber Sie benachrichtigt werden.

letter-order_created-subject = { $organization }: neuer Arbeitsauftrag { $thing }
letter-order_created-why = Guten Tag { $name }, Sie erhalten diesen Brief, weil für { $customer } ein Arbeitsauftrag angelegt wurde: { $thing }.

letter-order_assigned-subject = { $organization }: { $thing } ist Ihnen zugeteilt
letter-order_assigned-why = Guten Tag { $name }, Sie erhalten diesen Brief, weil { $by } Ihnen einen Auftrag von { $customer } zugeteilt hat: { $thing }.

letter-order_planned-subject = { $organization }: ein Besuch ist geplant für { $thing }
letter-order_planned-why = Guten Tag { $name }, Sie erhalten diesen Brief, weil { $organization } einen Besuch bei { $customer } für { $thing } geplant hat: { $when }.

letter-order_moved-subject = { $organization }: der Besuch für { $thing } ist verschoben
letter-order_moved-why = Guten Tag { $name }, Sie erhalten diesen Brief, weil der Besuch bei { $customer } für { $thing } verschoben wurde. Er ist jetzt geplant für { $when }.

letter-visit_cancelled-subject = { $organization }: der Termin für { $thing } entfällt
letter-visit_cancelled-why = Guten Tag { $name }, Sie erhalten diesen Brief, weil der Termin bei { $customer } für { $thing }, der für { $when } geplant war, abgesagt wurde.

letter-order_closed-subject = { $organization }: { $thing } ist erledigt
letter-order_closed-why = Guten Tag { $name }, Sie erhalten diesen Brief, weil ein Auftrag von { $customer } abgeschlossen wurde: { $thing }.

letter-order_edited-subject = { $organization }: { $customer } hat { $thing } geändert
letter-order_edited-why = Guten Tag { $name }, Sie erhalten diesen Brief, weil { $by } von { $customer } den Auftrag { $thing } geändert hat. Jetzt steht dort:

letter-order_cancelled-subject = { $organization }: { $thing } wurde storniert
letter-order_cancelled-why = Guten Tag { $name }, Sie erhalten diesen Brief, weil { $by } den Auftrag { $thing } von { $customer } storniert hat. Es war noch nichts geplant.

letter-comment-subject = { $organization }: ein Kommentar zu { $thing }
letter-comment-why = Guten Tag { $name }, Sie erhalten diesen Brief, weil { $by } einen Kommentar zu { $thing } von { $customer } geschrieben hat:

letter-internal_comment-subject = { $organization }: interner Kommentar zu { $thing }
letter-internal_comment-why = Guten Tag { $name }, Sie erhalten diesen Brief, weil { $by } einen internen Kommentar zu { $thing } von { $customer } geschrieben hat. Der Kunde sieht ihn nicht:

letter-document_added-subject = { $organization }: neues Dokument { $thing }
letter-document_added-why = Guten Tag { $name }, Sie erhalten diesen Brief, weil { $by } ein Dokument für { $customer } hinzugefügt hat: { $thing }.

letter-fault_received-subject = { $organization }: Störungsmeldung { $thing } von { $customer }
letter-fault_received-why = Guten Tag { $name }, Sie erhalten diesen Brief, weil { $by } von { $customer } eine Störung gemeldet hat: { $thing }.

letter-fault_taken-subject = { $organization }: Ihre Störungsmeldung wird bearbeitet
letter-fault_taken-why = Guten Tag { $name }, Sie erhalten diesen Brief, weil { $by } die Störungsmeldung von { $customer } übernommen hat: { $thing }.

letter-fault_closed-subject = { $organization }: Ihre Störungsmeldung ist abgeschlossen
letter-fault_closed-why = Guten Tag { $name }, Sie erhalten diesen Brief, weil die Störungsmeldung von { $customer } abgeschlossen wurde: { $thing }.

letter-estimate_to_accept-subject = { $organization }: Kostenvoranschlag { $thing } wartet auf Ihre Antwort
letter-estimate_to_accept-why = Guten Tag { $name }, Sie erhalten diesen Brief, weil { $organization } für { $customer } einen Kostenvoranschlag erstellt hat: { $thing }. Sie können ihn im Portal annehmen oder ablehnen.

letter-estimate_decided-subject = { $organization }: Antwort auf Kostenvoranschlag { $thing }
letter-estimate_decided-why = Guten Tag { $name }, Sie erhalten diesen Brief, weil { $by } von { $customer } auf den Kostenvoranschlag { $thing } geantwortet hat:

letter-invoice-subject = { $organization }: Rechnung { $thing }
letter-invoice-why = Guten Tag { $name }, Sie erhalten diesen Brief, weil { $organization } für { $customer } eine Rechnung ausgestellt hat: { $thing }.

letter-video_planned-subject = { $organization }: Videotermin { $thing }
letter-video_planned-why = Guten Tag { $name }, Sie erhalten diesen Brief, weil ein Videotermin mit { $customer } geplant ist: { $thing }, { $when }.

letter-video_moved-subject = { $organization }: der Videotermin { $thing } ist verschoben
letter-video_moved-why = Guten Tag { $name }, Sie erhalten diesen Brief, weil { $by } den Videotermin { $thing } mit { $customer } verschoben hat. Er ist jetzt geplant für { $when }.

letter-video_cancelled-subject = { $organization }: der Videotermin { $thing } entfällt
letter-video_cancelled-why = Guten Tag { $name }, Sie erhalten diesen Brief, weil { $by } den Videotermin { $thing } mit { $customer }, der für { $when } geplant war, abgesagt hat.

letter-video_requested-subject = { $organization }: { $customer } bittet um einen Videotermin
letter-video_requested-why = Guten Tag { $name }, Sie erhalten diesen Brief, weil { $by } von { $customer } um einen Videotermin bittet: { $thing }, { $when }.

letter-check_due-subject = { $organization }: eine Eigenprüfung ist fällig an { $thing }
letter-check_due-why = Guten Tag { $name }, Sie erhalten diesen Brief, weil bei { $customer } eine Eigenprüfung fällig ist: { $thing }, { $when }.

# A letter to nobody, for a look at how it reads.
letter-sample-thing = A-2041 Aufzug 3 steht still
letter-sample-detail = Die Kabinentür schließt nicht. Könnte morgen Vormittag jemand kommen?
