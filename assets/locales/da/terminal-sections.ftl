# The sections: log, triage, staff, customers and their tabs.

# The activity log.

column-who = Hvem
column-what = Hvad
tab-log = Log
activity-title = Log
activity-frozen = frosset, mellemrum følger igen
word-live = live
activity-none = Intet er sket endnu. Enhver ændring og ethvert login kommer her.
record-none = der er ingen post her
record-number = Post { $seq }
export-everything = alt
export-filtered = det, ”{ $typed }” betyder
path-unwritable = kan ikke skrives: { $e }
export-title = Eksportér loggen
write-verb = Skriv
export-done = { $written } poster skrevet til { $path }
export-say = Skriver { $means }, det nyeste først. Et navn, der ender på .csv, giver en tabel, alle andre JSON-linjer.
path-needed = skriv navnet på en fil
path-there = findes allerede; vælg en anden
path-unmade = kan ikke laves: { $e }

# A record of the log.

record-r-sentence = r sætningen
record-r-raw = r den rå post
record-title = Post { $seq } · { $other } · z fortryder
record-looking = Ser, om det kan fortrydes …
record-undoes = z fortryder det.
record-unknown = det vides endnu ikke, om det kan fortrydes
record-no-customer = posten drejer sig ikke om en kunde
record-before-after = Før → efter
record-cannot = Det kan ikke fortrydes: { $why }.

# Parts of the portal.

area-orders = ordrer og kommentarer
area-objects = serviceobjekter, aflæsninger, egenkontroller
area-faults = fejlmelding
area-documents = dokumenter til ordrer, objekter, modeller
area-calendar = planlagte besøg
area-billing = fakturaer og tilbud
area-video = videomøder
areas-title = Portalens dele
areas-of = Portalens dele for { $number } { $name }
areas-say = En del, der er slået fra, er slået fra for alle kundens brugere, uanset deres rettigheder, og for det sikre link.
areas-saved = Portalens dele for { $name } gemt

# Billing.

billing-none = Ingen faktura og intet tilbud. keydesk import billing FIL.csv læser dem ind.
billing-size-saves = { $size } · s gemmer den
billing-saves = s gemmer den
billing-not-here = { $file } (ikke her endnu: + vedhæfter den)
label-decided-by = Afgjort af
billing-none-here = der er ingen faktura og intet tilbud her
billing-nothing-to-save = den har ingen fil, der kan gemmes

# A customer.

portal-on-text = Kundens personer med adgang kan logge ind igen, og andre kan inviteres.
portal-off-text = Ingen hos kunden kan logge ind mere, og åbne sessioner ser intet fra næste klik. Brugere, rettigheder og invitationer beholdes; slås den til igen, er alt tilbage.
portal-ask-on = Slå portalen til for { $number } { $name }?
portal-ask-off = Slå portalen fra for { $number } { $name }?
portal-done-on = Portalen er slået til for { $name }
portal-done-off = Portalen er slået fra for { $name }

# Changing a customer.

edit-title = Ret
field-none = ingen
country-empty = to bogstaver: AT, DE, SE
label-letters-in = Breve på
label-area = Område
customer-managed = Forvaltes af os
customer-give-access = Giv adgang: inviter personen på denne e-mailadresse
customer-first-user = Kundens første bruger: { $first }.
customer-admin-anyway = Administrator alligevel (moderator eller medlem anbefales)
scope-nothing-yet = intet endnu · spørges om lidt
scope-all-later = alle lokationer, også senere
scope-only = kun { $number } { $name }
customer-as-was = { $number } { $name } er, som det var
customer-saved = { $number } { $name } er gemt
customer-saved-invited = { $number } { $name } er gemt, og { $sent_to } er inviteret
sent-to-invited = { $sent_to } er inviteret
customer-letter-queued = Brevet er i kø. Linket, så du kan give det videre om nødvendigt:
customer-link-until = Det virker til { $until }. Den, der har det, kan tage imod invitationen: giv det ikke til andre.

# The list of customers.

column-access = Adgang
customers-marked-here = De { $marked } kunder, der er her, er markeret, ikke alle der findes
customers-count = Kunder{ $count }
customers-match = { $title } passer til ”{ $search }”
customers-marked = { $title } · { $marked } markeret
customers-by = { $title } · efter { $sort }
failed-f5 = ✗ { $sentence } (f5 prøver igen)
customers-no-match = Ingen kunde passer; Esc viser alle igen.
customers-none = Ingen kunder endnu. keydesk import customers FIL.csv læser dem ind.
customers-crumbs = Kunder ▸ { $number } { $name }
customers-title = Kunder
mark-first = markér først nogle rækker

# The tabs of a customer.

tab-overview = Overblik
tab-users = Brugere
tab-contacts = Kontakter
customer-not-chosen = Ingen kunde er valgt.

# Invitations.

column-letter = Brev
column-expires = Udløber
letter-again = prøver igen: { $said }
letter-failed = mislykket ! { $said }
letter-bounced = kom retur ! { $said }
state-all = alle { $all }
invitations-none = Ingen er inviteret endnu. i inviterer nogen; hvordan det går med brevet, vises her.
invitation-of = Invitation til { $name }
invitation-none-here = der er ingen invitation her
invitation-r-revives = ; r sender den igen og genopliver den
invitation-is = invitationen til { $name }: { $state }{ $hint }
invitation-revive-ask = Genopliv invitationen til { $name }?
invitation-resend-ask = Send invitationen til { $name } igen?
invitation-on-way = Invitationen til { $said } er på vej til { $sent_to }
invitation-resend-say = Et nyt brev med et nyt link sendes, og tiden til at tage imod begynder forfra. Tidligere sendte links holder op.
invitation-address-title = Ret adressen for { $name }
change-and-send = Ret og send
invitation-address-done = { $said } er nu { $sent_to } og har fået brev
invitation-address-say = Det er navnet at logge ind med. Et nyt brev med et nyt link går til den; links til den gamle adresse holder op.
withdraw-ask = Træk invitationen til { $name } tilbage?
withdraw-text = Links til { $sent_to } holder op, og { $name } får ingen adgang. Du kan invitere personen igen.
withdraw-verb = Træk tilbage
withdraw-done = Invitationen til { $name } er trukket tilbage
invitation-deleted = Invitationen til { $name } er slettet
invitation-delete-accepted = { $name } tog imod den: adgangen for { $name } slutter straks, og personens data her fjernes med den.
invitation-delete-open = Links til { $sent_to } holder op, og det, der er kendt om { $name } her, fjernes.
invitation-delete-ask = Slet invitationen til { $name }?
happens-log-keeps = { $happens } Loggen beholder, hvad der blev gjort; navnet i den erstattes.
link-for = Link til { $name }
link-on-clipboard = Linket er på din udklipsholder, hvis din terminal tillader det (OSC 52); ellers markér det her.
link-for-care = Den, der har det, kan tage imod invitationen til { $name }: giv det ikke til andre. Loggen siger, at du så det.
code-for = Kode til { $name }
code-ask-them = Bed personen åbne { $url } og skrive sin adresse { $email } og:
code-once = Den virker én gang, til { $clock }. Læs den ikke op for andre. Loggen siger, at du så den.
code-make-ask = Lav en kode til { $name }?
code-make-text = En kort kode, som du læser op i telefonen. Den virker én gang og i få minutter; en tidligere kode dør, links gælder fortsat.
code-make-verb = Lav en kode
invitation-sent-to = Sendt til
invitation-invited = Inviteret
invitation-accepted = Accepteret

# The overview.

overview-off = fra · P slår portalen til
overview-link = link · ingen er inviteret endnu
overview-pending = afventer · { $pending } inviteret, ingen aktiv endnu
overview-active = aktiv · { $active } af { $total } brugere · link lukket
overview-independent = selvstændig · en egen organisation, kun læsning her
overview-suspended = { $people } ({ $suspended } spærret)
overview-portal = Portal
overview-open = Åbent
overview-open-of = { $open_orders } af { $orders } ordrer
overview-none-planned = intet planlagt
overview-tech = Tekn.
overview-no-area = intet område
overview-people = Personer
overview-places = Steder
overview-no-part = ingen del er slået til
overview-every-part = alle dele
overview-all-but = alle undtagen { $join }
overview-managed = forvaltes af os

# Contacts and facilities.

owned-nothing = der er intet at rette her
contacts-none = Ingen kontakter endnu. + laver en; det gør keydesk import contacts FIL.csv også.
facilities-none = Ingen lokationer endnu. + laver en; det gør keydesk import facilities FIL.csv også.
contact-made = { $number } { $name } er nu en kontakt · i inviterer personen
contact-new = Ny kontakt
owned-edit = Ret { $name }
owned-saved = { $name } er gemt
owned-edit-number = Ret { $number } { $name }
contact-title-empty = hvad personen laver der
facility-made = { $number } { $name } er nu en lokation
facility-new = Ny lokation
facility-new-say = Den, der ser alle kundens lokationer, ser den straks; den, der ser valgte, gør ikke (R12).
nothing-to-open = der er intet at åbne her
nothing-to-mark = der er intet at markere her
nothing-matches-esc = Intet passer; Esc tømmer søgningen.

# What wants attention.

column-up = Hvad det gælder
column-enter = Enter gør
column-since = Siden
fix-resend = send igen
fix-address = ret adresse
fix-extend = anden slutdato
fix-password = link til kode
fix-admin = gør til admin
fix-scope = vælg hvad ses
fix-decide = afgør
fix-take = tag den
fix-answer = åbn ordren
triage-title = At ordne
triage-nothing = Intet kræver opmærksomhed: intet brev kom retur, ingen adgang slutter, ingen der ikke kan komme ind.
triage-none = intet kræver opmærksomhed
triage-resend-ask = Send invitationen igen?
triage-on-way = Invitationen er på vej til { $sent_to }
triage-take-ask = Tag fejlmeldingen?
triage-take-say = Dens ordre tildeles dig, hvis den endnu ikke er nogens, og kunden får besked.
triage-address-title = Ret invitationens adresse
triage-letter-on-way = Et nyt brev er på vej til { $sent_to }
triage-address-say = Det er navnet at logge ind med. Links til den gamle adresse holder op.
independence-approved = { $name } er nu en egen organisation
independence-declined = Anmodningen fra { $customer } er afvist
independence-title = { $customer_name } vil være selvstændig
decide-verb = Afgør
label-decision = Afgørelse
decline-verb = afvis
approve-verb = godkend og gennemfør
independence-why-not = hvorfor ikke; de læser det
independence-name = Dens navn
independence-customers = kundens

# Users of a customer.

column-last-sign-in = Seneste login
sees-n-facilities = { $chosen } lokationer
sees-unassigned-short = uden sted
sees-n-and-unassigned = { $n } + uden sted
word-never = aldrig
users-none = Ingen har adgang endnu. i inviterer den første person.
exceptions-none = ingen
nobody-here = der er ingen her
user-is = { $name }: { $state }
label-exceptions = Undtagelser
label-granted = Givet
label-activated = Aktiveret
label-last-sign-in = Seneste login
label-access-ends = Adgang slutter
label-may = Må: { $permissions }

# Video sessions.

column-about = Om
videos-none = Intet videomøde. + planlægger et; personer beder om dem i portalen.
label-join = Link til deltagelse
video-none-here = der er intet videomøde her
video-is = mødet: { $state }
video-say = Efter { $clocks }. Kundens personer, der ser det, får besked.
video-begins-empty = imorgen 14:00, +3d 9:30, 2026-12-31 09:00
video-ends-empty = en time senere; 15:00, +30min
video-new = Nyt videomøde
video-planned-done = { $title } er planlagt
video-new-of = Nyt videomøde · { $number }
video-about-empty = hvad det drejer sig om, på en linje
video-no-order-empty = om ingen ordre
video-note-empty = kundens personer læser den
video-move-number = Flyt { $number }
video-moved-done = { $title } er flyttet
video-move-of = Flyt { $title }
video-confirmed = { $title } er bekræftet
video-confirm-of = Bekræft { $title }
confirm-verb = Bekræft
video-confirm-say = Kundens personer finder linket i portalen og i brevet, der fortæller det.
video-cancel-ask = Aflys { $title }?
video-cancel-text = Det finder ikke sted, og dem, der fik besked om det, får besked.
video-cancel-verb = Aflys det
video-cancelled = { $title } er aflyst


# Triage: what is up.

triage-enter = Enter i listen: { $fix }.
triage-access-ends = Adgangen for { $who } slutter { $day }, { $ahead }.
triage-access-ended = Adgangen for { $who } sluttede { $day }.
triage-bounced = Invitationen til { $who } kunne ikke leveres til { $address }{ $server }.
triage-expired = Invitationen til { $who } udløb { $day }.
triage-not-accepted = { $who } fik invitationen { $day } og har ikke taget imod den.
triage-never = { $who } har været aktiv siden { $day } og aldrig logget ind.
triage-no-administrator = Ingen administrator er tilbage: { $who } er { $state }.
triage-sees-nothing = { $who } ser intet: intet er valgt.
triage-independence = { $who } beder om at blive en selvstændig organisation{ $why }.
triage-unheard = { $who } meldte en fejl, og ingen fik besked: { $number } { $title }.
triage-unheard-comment = { $who } kommenterede { $number } { $title }, og ingen fik besked.

# Lists: what is changed at once, found, sorted, remembered.

column-changed = Ændret
customers-hint = ord, eller access:pending city:Graz area:West tech:Berger
search-not-understood = det skrevne forstås ikke; Esc tømmer det
list-one-order = listen har kun én rækkefølge
list-no-views = listen har ingen visninger
many-resend-note = ventende og udløbne; de gamle links holder op
many-withdraw-note = ventende og udløbne; deres links holder op
many-invitations = For { $rows } markerede invitationer
many-foot = Det vises igen, før noget sker; så siger hver, hvordan det gik.
many-it-is = tilstand: { $state }
many-resend-text = Hver får et nyt brev med et nyt link; udløbne genoplives.
many-withdraw-text = Deres links holder straks op; ingen får besked.
many-new-letter = et nyt brev til { $sent_to }
many-withdrawn = trukket tilbage

# The outbox.

column-to = Til
column-written = Skrevet
column-server-said = Serveren svarede
outbox-title = Udbakke
outbox-none = Ingen breve endnu. Invitationer og beskeder dukker op her, når de skrives.
outbox-none-state = Intet brev har denne tilstand; f viser den næste.
letter-none-here = der er intet brev her
letter-sms-number = en SMS går til personens eget nummer, som personen selv retter
letter-is = brevet: { $state }
letter-elsewhere-title = Send brevet til { $to_address } et andet sted hen
letter-send-there = Send derhen
letter-elsewhere-done = Brevet går nu til { $to_address }
letter-elsewhere-say = Kun dette brev går derhen, straks. Det, der står hos kunden og personen, forbliver, som det er.
letter-send-now = Send nu
letters-retry-note = dem, der venter, mislykkedes eller kom retur
letters-cancel = Annullér
letters-cancel-note = dem, der venter eller mislykkedes
letters-marked = For { $rows } markerede breve
letters-retry-text = De lægges forrest i køen og sendes straks.
letters-cancel-text = De sendes ikke. Det, de drejede sig om, forbliver, som det er.
letters-in-queue = i køen igen
letter-retry-ask = Send brevet til { $to } nu?
letter-retry-text = Det er forsøgt { $attempts } gange indtil nu. Det lægges forrest i køen og sendes straks.
letter-retried = Brevet til { $to } er i køen igen
letter-cancel-ask = Annullér brevet til { $to }?
letter-cancel-text = Det sendes ikke. Det, det drejede sig om, forbliver, som det er; en invitation kan sendes igen fra sin kunde.
letter-cancel-verb = Annullér brevet
letter-cancelled = Brevet til { $to } blev annulleret

# E-mail and SMS: stopped, in trouble.

channel-email = e-mail
channel-sms = SMS
channel-trouble-mark = i problemer !
channel-waits = { $channel } { $queued } venter
channel-queued = , { $queued } venter
channels-title = Kanaler
channel-go-on-short = Fortsæt
channel-stop-short = Stop
channels-foot = Det, der er stoppet, skrives alligevel og venter.
channels-stop-or = Stop eller fortsæt
channel-stopped-by = stoppet af { $by }
channel-numbers = { $queued } venter, { $failed } mislykkede
channel-server = serveren: { $said }
channel-trouble = i problemer
channel-go-on-ask = Lad { $name } fortsætte?
channel-go-on-verb = Lad den fortsætte
channel-stop-ask = Stop { $name } for hele organisationen?
channel-stop-verb = Stop den
channel-stopped = Intet går via { $name }, før nogen lader det fortsætte: p
channel-goes = Det, der går via { $name }, sendes igen
channel-stopped-already = En anden havde allerede stoppet { $name }
channel-goes-already = En anden havde allerede ladet { $name } fortsætte
channel-stop-none = Intet venter nu; det, der skrives fra nu af, holdes, til nogen lader det fortsætte.
channel-stop-n = { $n } venter nu; de og det, der skrives fra nu af, holdes, til nogen lader det fortsætte.
channel-stop-email = Invitationer, links til ny adgangskode og advarsler holdes også, og den tid, et sådant link virker, løber. Det, der afleveres lige nu, sendes. SMS holdes ikke.
channel-stop-sms = De, der har valgt SMS, hører intet indtil da: intet sendes på e-mail i stedet. Det, der afleveres lige nu, sendes. E-mail holdes ikke.
channel-on-none = { $by }Intet venter; det, der skrives fra nu af, sendes straks.
channel-on-n = { $by }{ $n } venter og sendes, så hurtigt de modtages, bortset fra dem, som ingen længere må få besked om (R62).
channel-was-stopped = Den blev stoppet af { $by }.

# Looking at a letter.

letter-opened = Brevet til { $to } er åbent i et andet vindue
letter-no-page = Brevet kan ikke vises som side her
letter-no-window = På en computer med vinduer:
sms-no-page = en SMS har en tekst og ingen side; Enter viser den
letter-the-letter = brevet
letter-the-sms = SMS'en
letter-takes = Kræver
letter-way = Vej
letter-attempts = Forsøg
letter-next-try = Næste forsøg
letter-server = Server sagde
letter-sent = Sendt
letter-came-back = Kom retur
outbox-all = alle breve
outbox-held = holdt

# The outbox in the status line.

gauge-failed = , { $n } mislykkede !
gauge-paused = { $channel } på pause
gauge-waiting = udbakke { $n } venter
gauge-short = udbakke { $n }
gauge-mail = mail
gauge-sms = sms
channel-stopped-word = stoppet
channel-fine = fint
