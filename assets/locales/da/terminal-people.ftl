# What is done with one person; one's own language and notices.

language-title = Dit sprog
language-none = som organisationen og denne computer
language-saved = Sproget er, som du valgte
language-lead = Terminalen taler det fra nu af, og dine breve ligeså.
language-label = Sprog

# Explaining.

explain-ask = Ser { $name } det?
explain-verb = Forklar
explain-why = Hvorfor
explain-say = Kæden af grunde, som portalen afgør efter, hver med hvad der ændrer den.
label-what = Hvad
label-number = Nummer

# Access of one person.

suspend-ask = Spær { $name }?
suspend-text = { $name } ({ $email }) kan ikke længere logge ind hos { $customer_name }, og åbne sessioner afsluttes straks. Intet går tabt: u ophæver spærringen.
suspend-verb = Spær
suspend-done = { $name } er spærret
lift-ask = Ophæv spærringen af { $name }?
lift-text = { $name } ({ $email }) kan logge ind hos { $customer_name } igen, med rettighederne fra før.
lift-verb = Ophæv
lift-done = { $name } kan logge ind igen
revoke-ask = Fjern adgangen for { $name }?
revoke-verb = Fjern
revoke-done = Adgangen for { $said } er fjernet
revoke-text = { $name } ({ $email }) mister adgangen til { $customer_name }: åbne sessioner afsluttes, og links holder straks op. Adgang kan gives igen med en invitation.
revoke-tell = Fortæl personen det med et brev
letter-to = Brev til
own-address = personens egen adresse
ends-never = har ingen slutdato
ends-with = slutter { $day }
ends-done = Adgangen for { $said } { $end }
ends-title = Hvornår adgangen for { $name } slutter
ends-say = Den sidste dag: 2026-12-31, imorgen, +14d. Tomt: ingen slutdato. Før den slutter, viser listen At ordne den.
ends-over = Adgangen er slut; en senere dag, eller ingen, giver den tilbage.
delete-done = { $name } er slettet hos { $customer_name }
delete-ask = Slet { $name }?
delete-verb = Slet for altid
no-undo = Dette kan ikke fortrydes.
delete-text = Alt om { $name } ({ $email }) hos { $customer_name } fjernes: rolle, rettigheder, invitation, sessioner, breve, og med personens sidste kunde også login. Loggen beholder, hvad der blev gjort; navnet i den erstattes.

# What one is told of.

notices-assigned-email = det, der er tildelt mig, på e-mail
notices-assigned-sms = det, der er tildelt mig, på SMS
notices-areas-email = alt i mine områder, på e-mail
notices-areas-sms = alt i mine områder, på SMS
notices-none = intet
notices-title = Mine beskeder
notices-saved = Dine beskeder er, som du valgte
notices-say = E-mail går til { $email }. SMS kræver et mobilnummer; uden et får du besked på e-mail.
mobile-example = for eksempel +45 20 12 34 56
told-ask = Hvem får besked om { $number }?
told-title = Hvem får besked, og hvorfor
told-say = Alle, der kan få besked, om de får det, og hvad der ændrer det.
told-of = Om hvad
told-owner = Et sådant brev går til den person, hvis adgang det drejer sig om, på e-mail. Ingen slår det fra.
told-nobody = Ingen får besked.
told-one = 1 person får besked.
told-many = { $n } personer får besked.

# A new password.

password-link-sent = Et link til { $whose } er på vej til { $sent_to }; det virker til { $until }
password-by-letter = et link pr. brev, 30 minutter
password-aloud = en midlertidig adgangskode, til at læse op
password-new-title = Ny adgangskode til { $name }
go-ahead = Gør det
password-say = Under alle omstændigheder logges { $name } straks ud overalt, og tidligere sendte links holder op.
label-how = Hvordan
password-mail = Send den også på e-mail (kun hvor jeres indstillinger tillader det)
password-temporary = Midlertidig adgangskode til { $name }
password-read = Læs den op; store og små bogstaver, bindestreger og mellemrum tæller:
password-once = Den virker til { $until } og skal udskiftes ved første login. Den vises kun denne ene gang og gemmes ingen steder i klartekst.
password-mailed = Den blev også sendt til { $to }.
noun-password = adgangskode

# Sessions.

sessions-of = Sessioner for { $name }
column-device = Enhed
column-from = Fra
column-last-used = Sidst brugt
column-signed-in = Logget ind
column-ends = Slutter
sessions-title = Sessioner
sessions-none = Ingen åben session: personen er ikke logget ind nogen steder.
session-of = Session for { $name }
session-none = der er ingen åben session
session-end-ask = Afslut denne session for { $name }?
session-end-text = { $device } fra { $address }: ved næste klik der vises login-siden.
end-it = Afslut
session-ended = Sessionen er afsluttet
sessions-end-ask = Afslut alle sessioner for { $name }?
sessions-end-text = Overalt hvor personen er logget ind, vises login-siden ved næste klik. Adgangskode og rettigheder består.
end-all = Afslut alle
sessions-ended-one = { $count } session er afsluttet
sessions-ended-many = { $count } sessioner er afsluttet

# What a person sees.

view-no-order = Personen ser ingen ordre.
column-no = Nr.
column-title = Titel
column-state = Tilstand
column-created = Oprettet
column-kind = Slags
column-closed = Afsluttet
view-no-object = Personen ser intet serviceobjekt.
view-no-facility = Personen ser ingen lokation.
column-street = Gade
view-no-document = Personen ser intet dokument.
column-of = Til
column-added = Tilføjet
column-kib = KiB
column-size = Størrelse
size-bytes = { $size } byte
view-no-billing = Personen ser ingen faktura og intet tilbud.
column-issued = Udstedt
column-due = Forfalder

# Viewing as somebody.

view-as-name = Se som { $name }
view-browser-title = Se som { $name }, i en browser
view-open-link = Åbn linket i din browser:
view-link-text = Det virker én gang, inden for { $seconds } sekunder, og viser, hvad { $name } ser, kun læsning, indtil du slutter der. Loggen siger, at du kiggede. En allerede åben visning erstattes.
noun-link = link
view-as-title = Se som
view-nobody = Ingen hos denne kunde har adgang; i inviterer den første person
view-foot = Du ser det, personen ser, og ændrer intet. Loggen siger, at du kiggede.
view-whom = Se som hvem?
view-banner = SER SOM { $name } · { $role } hos { $customer_number } { $customer_name } · KUN LÆSNING
view-ended-name = Ser ikke længere som { $name }
view-frame = Det, { $name } ser i portalen · esc slutter
view-would = ⚠ { $why }; dette er, hvad der ville ses.
changed-by = ændres af: { $mend }
