# Fault reports: list, page, taking, converting, closing.

# What can be done with a report.

fault-take-ask = { $title } übernehmen?
fault-take-text = Von da an sehen alle, dass Sie sich kümmern, und der Kunde erfährt es. Der Auftrag dazu wird Ihnen zugewiesen, wenn er noch niemandem gehört.
fault-take-verb = Übernehmen
fault-taken-done = Sie haben { $number } übernommen; der Kunde erfährt es
fault-belongs = { $number } gehört zu Auftrag { $order_number }
fault-becomes = ihr Auftrag wird: { $kind }
fault-belongs-other = sie gehört zu einem anderen Auftrag
fault-convert-title = { $title } umwandeln
convert-verb = Umwandeln
fault-convert-say = Ihr Auftrag ist { $order_number }. Zählt sie zu einem anderen, kommen die Dokumente dorthin, und { $order_number } wird mit einem Wort des Warum storniert.
label-becomes = Wird
label-order-no = Auftragsnr.
fault-other-number = die Nummer des anderen Auftrags
fault-closed-done = { $number } ist geschlossen; der Kunde liest die Antwort
fault-close-title = { $title } schließen
close-verb = Schließen
fault-close-say = Der Kunde liest die Antwort. Auftrag { $order_number } bleibt, wie er ist.
label-answer = Antwort

# The list.

column-wrong = Was nicht stimmt
column-reported = Gemeldet
column-taken-by = Übernommen von
faults-remark-all = alle, die offenen zuerst
faults-none-yet = Noch wurde nichts gemeldet. Meldungen aus dem Portal erscheinen hier von selbst.
faults-none-state = Keine Störung hat diesen Stand; f zeigt den nächsten.
fault-none-here = hier ist keine Störung
word-somebody = jemand
fault-has-taken = { $who } hat { $number } übernommen
fault-is-closed = Störung { $number } ist geschlossen
fault-unheard = UNGEHÖRT !
fault-open-mark = offen !

# The page of one.

fault-number-title = Störung { $number }
fault-page-title = Störung { $title }
fault-nobody-told = Niemand hat davon erfahren, als sie kam; t übernimmt sie.
fault-reported-line = { $created_at } von { $reported_by } ({ $age })
fault-none-named = keiner genannt
fault-nobody-t = noch niemand · t übernimmt
fault-order-opens = { $order_number } · O öffnet ihn
fault-what = Was gemeldet wurde
fault-only-title = Nicht mehr als der Titel.
fault-closed-at = Geschlossen { $at }
fault-with-order = Mit ihrem Auftrag.
