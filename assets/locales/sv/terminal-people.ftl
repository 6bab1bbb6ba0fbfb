# What is done with one person; one's own language and notices.

language-title = Ditt språk
language-none = som organisationen och den här datorn
language-saved = Språket är som du valde
language-lead = Terminalen talar det från och med nu, och dina brev likaså.
language-label = Språk

# Explaining.

explain-ask = Ser { $name } det?
explain-verb = Förklara
explain-why = Varför
explain-say = Kedjan av skäl som portalen avgör efter, vart och ett med vad som ändrar det.
label-what = Vad
label-number = Nummer

# Access of one person.

suspend-ask = Stänga av { $name }?
suspend-text = { $name } ({ $email }) kan inte längre logga in hos { $customer_name }, och öppna sessioner avslutas genast. Inget går förlorat: u häver avstängningen.
suspend-verb = Stäng av
suspend-done = { $name } är avstängd
lift-ask = Häva avstängningen av { $name }?
lift-text = { $name } ({ $email }) kan logga in hos { $customer_name } igen, med samma behörigheter som förut.
lift-verb = Häv
lift-done = { $name } kan logga in igen
revoke-ask = Ta bort åtkomsten för { $name }?
revoke-verb = Ta bort
revoke-done = Åtkomsten för { $said } är borttagen
revoke-text = { $name } ({ $email }) förlorar åtkomsten till { $customer_name }: öppna sessioner avslutas och länkar slutar genast gälla. Åtkomst kan ges igen med en inbjudan.
revoke-tell = Meddela personen med ett brev
letter-to = Brev till
own-address = personens egen adress
ends-never = har inget slut
ends-with = slutar { $day }
ends-done = Åtkomsten för { $said } { $end }
ends-title = När åtkomsten för { $name } slutar
ends-say = Sista dagen: 2026-12-31, imorgon, +14d. Tomt: inget slut. Innan den slutar visar listan Att ordna den.
ends-over = Åtkomsten har tagit slut; en senare dag, eller ingen, ger den tillbaka.
delete-done = { $name } är raderad hos { $customer_name }
delete-ask = Radera { $name }?
delete-verb = Radera för gott
no-undo = Detta kan inte ångras.
delete-text = Allt om { $name } ({ $email }) hos { $customer_name } tas bort: roll, behörigheter, inbjudan, sessioner, brev, och med personens sista kund även inloggningen. Loggen behåller vad som gjordes; namnet i den byts ut.

# What one is told of.

notices-assigned-email = det som tilldelats mig, via e-post
notices-assigned-sms = det som tilldelats mig, via SMS
notices-areas-email = allt i mina områden, via e-post
notices-areas-sms = allt i mina områden, via SMS
notices-none = ingenting
notices-title = Mina aviseringar
notices-saved = Dina aviseringar är som du valde
notices-say = E-post går till { $email }. SMS kräver ett mobilnummer; utan ett får du veta via e-post.
mobile-example = till exempel +46 70 123 45 67
told-ask = Vem får veta om { $number }?
told-title = Vem får veta, och varför
told-say = Alla som kan få veta, om de får det, och vad som ändrar det.
told-of = Om vad
told-owner = Ett sådant brev går till personen vars åtkomst det gäller, via e-post. Ingen stänger av det.
told-nobody = Ingen får veta.
told-one = 1 person får veta.
told-many = { $n } personer får veta.

# A new password.

password-link-sent = En länk för { $whose } är på väg till { $sent_to }; den gäller till { $until }
password-by-letter = en länk per brev, 30 minuter
password-aloud = ett tillfälligt lösenord, att läsa upp
password-new-title = Nytt lösenord för { $name }
go-ahead = Gör det
password-say = Hur som helst loggas { $name } ut överallt genast, och länkar som skickats slutar gälla.
label-how = Hur
password-mail = Skicka det även med e-post (bara där era inställningar tillåter det)
password-temporary = Tillfälligt lösenord för { $name }
password-read = Läs upp det; stora och små bokstäver, bindestreck och mellanslag räknas:
password-once = Det gäller till { $until } och måste bytas vid första inloggningen. Det visas bara nu och sparas ingenstans i klartext.
password-mailed = Det skickades även till { $to }.
noun-password = lösenord

# Sessions.

sessions-of = Sessioner för { $name }
column-device = Enhet
column-from = Från
column-last-used = Senast använd
column-signed-in = Inloggad
column-ends = Slutar
sessions-title = Sessioner
sessions-none = Ingen öppen session: personen är inte inloggad någonstans.
session-of = Session för { $name }
session-none = det finns ingen öppen session
session-end-ask = Avsluta den här sessionen för { $name }?
session-end-text = { $device } från { $address }: vid nästa klick där visas inloggningssidan.
end-it = Avsluta
session-ended = Sessionen är avslutad
sessions-end-ask = Avsluta alla sessioner för { $name }?
sessions-end-text = Överallt där personen är inloggad visas inloggningssidan vid nästa klick. Lösenord och behörigheter är kvar.
end-all = Avsluta alla
sessions-ended-one = { $count } session är avslutad
sessions-ended-many = { $count } sessioner är avslutade

# What a person sees.

view-no-order = Personen ser inget ärende.
column-no = Nr
column-title = Rubrik
column-state = Läge
column-created = Skapat
column-kind = Slag
column-closed = Avslutat
view-no-object = Personen ser inget serviceobjekt.
view-no-facility = Personen ser ingen anläggning.
column-street = Gata
view-no-document = Personen ser inget dokument.
column-of = Till
column-added = Tillagt
column-kib = KiB
column-size = Storlek
size-bytes = { $size } byte
view-no-billing = Personen ser ingen faktura och ingen offert.
column-issued = Utfärdad
column-due = Förfaller

# Viewing as somebody.

view-as-name = Se som { $name }
view-browser-title = Se som { $name }, i en webbläsare
view-open-link = Öppna länken i din webbläsare:
view-link-text = Den fungerar en gång, inom { $seconds } sekunder, och visar det { $name } ser, utan att kunna ändra, tills du avslutar det där. Loggen säger att du tittade. En vy som redan är öppen ersätts.
noun-link = länk
view-as-title = Se som
view-nobody = Ingen hos den här kunden har åtkomst; i bjuder in den första personen
view-foot = Du ser det personen ser, och ändrar ingenting. Loggen säger att du tittade.
view-whom = Se som vem?
view-banner = SER SOM { $name } · { $role } hos { $customer_number } { $customer_name } · KAN INTE ÄNDRAS
view-ended-name = Du ser inte längre som { $name }
view-frame = Det { $name } ser i portalen · esc avslutar
view-would = ⚠ { $why }; detta är vad som skulle synas.
changed-by = ändras av: { $mend }
