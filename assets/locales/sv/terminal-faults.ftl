# Fault reports: list, page, taking, converting, closing.

# What can be done with a report.

fault-take-ask = Ta hand om { $title }?
fault-take-text = Alla ser då att du tar hand om det, och kunden får veta det. Ärendet tilldelas dig om det ännu inte är någons.
fault-take-verb = Ta hand om
fault-taken-done = Du tar hand om { $number }; kunden får veta det
fault-belongs = { $number } hör till ärende { $order_number }
fault-becomes = dess ärende blir { $kind }
fault-belongs-other = det hör till ett annat ärende
fault-convert-title = Omvandla { $title }
convert-verb = Omvandla
fault-convert-say = Dess ärende är { $order_number }. Räknas den till ett annat ärende flyttas dokumenten dit, och { $order_number } ställs in med ett ord om varför.
label-becomes = Blir
label-order-no = Ärendenr
fault-other-number = det andra ärendets nummer
fault-closed-done = { $number } är avslutad; kunden läser svaret
fault-close-title = Avsluta { $title }
close-verb = Avsluta
fault-close-say = Kunden läser svaret. Ärende { $order_number } är som det är.
label-answer = Svar

# The list.

column-wrong = Vad som är fel
column-reported = Anmält
column-taken-by = Tas om hand av
faults-remark-all = alla, de öppna först
faults-none-yet = Inget har anmälts ännu. Anmälningar från portalen dyker upp här av sig själva.
faults-none-state = Ingen felanmälan har det här läget; f visar nästa.
fault-none-here = det finns ingen felanmälan här
word-somebody = någon
fault-has-taken = { $who } tar hand om { $number }
fault-is-closed = felanmälan { $number } är avslutad
fault-unheard = OHÖRD !
fault-open-mark = öppen !

# The page of one.

fault-number-title = Felanmälan { $number }
fault-page-title = Felanmälan { $title }
fault-nobody-told = Ingen fick veta när den kom in; t tar hand om den.
fault-reported-line = { $created_at } av { $reported_by } ({ $age })
fault-none-named = ingen angavs
fault-nobody-t = ingen ännu · t tar hand om den
fault-order-opens = { $order_number } · O öppnar det
fault-what = Det som anmäldes
fault-only-title = Inget mer än rubriken.
fault-closed-at = Avslutad { $at }
fault-with-order = Med sitt ärende.
