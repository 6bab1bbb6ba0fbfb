# Fault reports: list, page, taking, converting, closing.

# What can be done with a report.

fault-take-ask = Tag { $title }?
fault-take-text = Alle ser derefter, at du tager dig af det, og kunden får besked. Ordren tildeles dig, hvis den endnu ikke er nogens.
fault-take-verb = Tag den
fault-taken-done = Du har taget { $number }; kunden får besked
fault-belongs = { $number } hører til ordre { $order_number }
fault-becomes = dens ordre bliver { $kind }
fault-belongs-other = den hører til en anden ordre
fault-convert-title = Omdan { $title }
convert-verb = Omdan
fault-convert-say = Dens ordre er { $order_number }. Regnes den til en anden ordre, flytter dokumenterne dertil, og { $order_number } annulleres med et ord om hvorfor.
label-becomes = Bliver
label-order-no = Ordrenr.
fault-other-number = den anden ordres nummer
fault-closed-done = { $number } er lukket; kunden læser svaret
fault-close-title = Luk { $title }
close-verb = Luk
fault-close-say = Kunden læser svaret. Ordre { $order_number } forbliver, som den er.
label-answer = Svar

# The list.

column-wrong = Hvad der er galt
column-reported = Meldt
column-taken-by = Taget af
faults-remark-all = alle, de åbne først
faults-none-yet = Intet er meldt endnu. Meldinger fra portalen dukker op her af sig selv.
faults-none-state = Ingen fejlmelding har denne tilstand; f viser den næste.
fault-none-here = der er ingen fejlmelding her
word-somebody = nogen
fault-has-taken = { $who } har taget { $number }
fault-is-closed = fejlmelding { $number } er lukket
fault-unheard = UHØRT !
fault-open-mark = åben !

# The page of one.

fault-number-title = Fejlmelding { $number }
fault-page-title = Fejlmelding { $title }
fault-nobody-told = Ingen fik besked, da den kom ind; t tager den.
fault-reported-line = { $created_at } af { $reported_by } ({ $age })
fault-none-named = ingen nævnt
fault-nobody-t = ingen endnu · t tager den
fault-order-opens = { $order_number } · O åbner den
fault-what = Det, der blev meldt
fault-only-title = Ikke mere end titlen.
fault-closed-at = Lukket { $at }
fault-with-order = Med sin ordre.
