# The sections: log, triage, staff, customers and their tabs.

# The activity log.

column-who = Vem
column-what = Vad
tab-log = Logg
activity-title = Logg
activity-frozen = fryst, mellanslag följer igen
word-live = live
activity-none = Inget har hänt ännu. Varje ändring och varje inloggning hamnar här.
record-none = det finns ingen post här
record-number = Post { $seq }
export-everything = allt
export-filtered = det som ”{ $typed }” betyder
path-unwritable = kan inte skrivas: { $e }
export-title = Exportera loggen
write-verb = Skriv
export-done = { $written } poster skrivna till { $path }
export-say = Skriver { $means }, det nyaste först. Ett namn som slutar på .csv ger en tabell, alla andra JSON-rader.
path-needed = skriv namnet på en fil
path-there = finns redan; välj en annan
path-unmade = kan inte skapas: { $e }

# A record of the log.

record-r-sentence = r meningen
record-r-raw = r den råa posten
record-title = Post { $seq } · { $other } · z ångrar
record-looking = Tittar på om det kan ångras …
record-undoes = z ångrar det.
record-unknown = det är inte känt ännu om det kan ångras
record-no-customer = posten gäller ingen kund
record-before-after = Före → efter
record-cannot = Det kan inte ångras: { $why }.

# Parts of the portal.

area-orders = ärenden och kommentarer
area-objects = serviceobjekt, avläsningar, egenkontroller
area-faults = felanmälan
area-documents = dokument för ärenden, objekt, modeller
area-calendar = planerade besök
area-billing = fakturor och offerter
area-video = videomöten
areas-title = Portaldelar
areas-of = Portaldelar för { $number } { $name }
areas-say = En del som är av är av för alla kundens användare, vad de än har för behörigheter, och för den säkra länken.
areas-saved = Portaldelar för { $name } sparade

# Billing.

billing-none = Ingen faktura och ingen offert. keydesk import billing FIL.csv läser in dem.
billing-size-saves = { $size } · s sparar den
billing-saves = s sparar den
billing-not-here = { $file } (inte här ännu: + bifogar den)
label-decided-by = Beslut av
billing-none-here = det finns ingen faktura och ingen offert här
billing-nothing-to-save = den har ingen fil att spara

# A customer.

portal-on-text = Kundens personer som har åtkomst kan logga in igen, och andra kan bjudas in.
portal-off-text = Ingen hos kunden kan logga in längre, och öppna sessioner ser ingenting från nästa klick. Användare, behörigheter och inbjudningar finns kvar; att slå på den igen ger tillbaka allt.
portal-ask-on = Slå på portalen för { $number } { $name }?
portal-ask-off = Stänga av portalen för { $number } { $name }?
portal-done-on = Portalen är på för { $name }
portal-done-off = Portalen är av för { $name }

# Changing a customer.

edit-title = Ändra
field-none = ingen
country-empty = två bokstäver: AT, DE, SE
label-letters-in = Brev på
label-area = Område
customer-managed = Sköts av oss
customer-give-access = Ge åtkomst: bjud in personen på den här e-postadressen
customer-first-user = Kundens första användare: { $first }.
customer-admin-anyway = Administratör ändå (moderator eller medlem rekommenderas)
scope-nothing-yet = inget ännu · frågas härnäst
scope-all-later = alla anläggningar, även senare
scope-only = bara { $number } { $name }
customer-as-was = { $number } { $name } är som det var
customer-saved = { $number } { $name } är sparad
customer-saved-invited = { $number } { $name } är sparad, och { $sent_to } är inbjuden
sent-to-invited = { $sent_to } är inbjuden
customer-letter-queued = Brevet står i kö. Länken, att ge vidare om det behövs:
customer-link-until = Den gäller till { $until }. Den som har länken kan godta inbjudan: ge den inte till någon annan.

# The list of customers.

column-access = Åtkomst
customers-marked-here = De { $marked } kunder som finns här är markerade, inte alla som finns
customers-count = Kunder{ $count }
customers-match = { $title } passar ”{ $search }”
customers-marked = { $title } · { $marked } markerade
customers-by = { $title } · efter { $sort }
failed-f5 = ✗ { $sentence } (f5 försöker igen)
customers-no-match = Ingen kund passar; Esc visar alla igen.
customers-none = Inga kunder ännu. keydesk import customers FIL.csv läser in dem.
customers-crumbs = Kunder ▸ { $number } { $name }
customers-title = Kunder
mark-first = markera några rader först

# The tabs of a customer.

tab-overview = Översikt
tab-users = Användare
tab-contacts = Kontakter
customer-not-chosen = Ingen kund är vald.

# Invitations.

column-letter = Brev
column-expires = Utgår
letter-again = försöker igen: { $said }
letter-failed = misslyckat ! { $said }
letter-bounced = kom tillbaka ! { $said }
state-all = alla { $all }
invitations-none = Ingen har bjudits in ännu. i bjuder in någon; hur det går med brevet visas här.
invitation-of = Inbjudan till { $name }
invitation-none-here = det finns ingen inbjudan här
invitation-r-revives = ; r skickar den igen och ger den nytt liv
invitation-is = inbjudan till { $name }: { $state }{ $hint }
invitation-revive-ask = Ge inbjudan till { $name } nytt liv?
invitation-resend-ask = Skicka inbjudan till { $name } igen?
invitation-on-way = Inbjudan till { $said } är på väg till { $sent_to }
invitation-resend-say = Ett nytt brev med en ny länk skickas, och tiden att godta börjar om. Länkar som skickats förut slutar gälla.
invitation-address-title = Ändra adressen för { $name }
change-and-send = Ändra och skicka
invitation-address-done = { $said } är nu { $sent_to } och har fått brev
invitation-address-say = Det är namnet att logga in med. Ett nytt brev med en ny länk går till den; länkar till den gamla adressen slutar gälla.
withdraw-ask = Dra tillbaka inbjudan till { $name }?
withdraw-text = Länkarna till { $sent_to } slutar gälla och { $name } får ingen åtkomst. Du kan bjuda in personen igen.
withdraw-verb = Dra tillbaka
withdraw-done = Inbjudan till { $name } är tillbakadragen
invitation-deleted = Inbjudan till { $name } är raderad
invitation-delete-accepted = { $name } godtog den: åtkomsten för { $name } slutar genast, och personens uppgifter här tas bort med den.
invitation-delete-open = Länkarna till { $sent_to } slutar gälla, och det som är känt om { $name } här tas bort.
invitation-delete-ask = Radera inbjudan till { $name }?
happens-log-keeps = { $happens } Loggen behåller vad som gjordes; namnet i den byts ut.
link-for = Länk till { $name }
link-on-clipboard = Länken ligger i ditt urklipp, om din terminal tillåter det (OSC 52); markera den annars här.
link-for-care = Den som har länken kan godta inbjudan till { $name }: ge den inte till någon annan. Loggen säger att du såg den.
code-for = Kod till { $name }
code-ask-them = Be personen öppna { $url } och skriva sin adress { $email } och:
code-once = Den fungerar en gång, till { $clock }. Läs inte upp den för någon annan. Loggen säger att du såg den.
code-make-ask = Skapa en kod till { $name }?
code-make-text = En kort kod som du läser upp på telefon. Den fungerar en gång och i några minuter; en kod som skapats förut dör, länkar gäller.
code-make-verb = Skapa en kod
invitation-sent-to = Skickat till
invitation-invited = Inbjuden
invitation-accepted = Godtagen

# The overview.

overview-off = av · P slår på portalen
overview-link = länk · ingen har bjudits in ännu
overview-pending = väntar · { $pending } inbjudna, ingen aktiv ännu
overview-active = aktiv · { $active } av { $total } användare · länken stängd
overview-independent = självständig · en egen organisation, kan bara läsas här
overview-suspended = { $people } ({ $suspended } avstängda)
overview-portal = Portal
overview-open = Öppet
overview-open-of = { $open_orders } av { $orders } ärenden
overview-none-planned = inget planerat
overview-tech = Tekn.
overview-no-area = inget område
overview-people = Personer
overview-places = Platser
overview-no-part = ingen del är på
overview-every-part = alla delar
overview-all-but = alla utom { $join }
overview-managed = sköts av oss

# Contacts and facilities.

owned-nothing = det finns inget att ändra här
contacts-none = Inga kontakter ännu. + skapar en; det gör också keydesk import contacts FIL.csv.
facilities-none = Inga anläggningar ännu. + skapar en; det gör också keydesk import facilities FIL.csv.
contact-made = { $number } { $name } är nu en kontakt · i bjuder in personen
contact-new = Ny kontakt
owned-edit = Ändra { $name }
owned-saved = { $name } är sparad
owned-edit-number = Ändra { $number } { $name }
contact-title-empty = vad personen gör där
facility-made = { $number } { $name } är nu en anläggning
facility-new = Ny anläggning
facility-new-say = Den som ser alla kundens anläggningar ser den genast; den som ser valda gör det inte (R12).
nothing-to-open = det finns inget att öppna här
nothing-to-mark = det finns inget att markera här
nothing-matches-esc = Inget passar; Esc tömmer sökningen.

# What wants attention.

column-up = Vad det gäller
column-enter = Enter gör
column-since = Sedan
fix-resend = skicka igen
fix-address = ändra adress
fix-extend = annat slutdatum
fix-password = länk för lösenord
fix-admin = gör till admin
fix-scope = välj vad som syns
fix-decide = besluta
fix-take = ta hand om
fix-answer = öppna ärendet
triage-title = Att ordna
triage-nothing = Inget kräver uppmärksamhet: inget brev som kom tillbaka, ingen åtkomst som slutar, ingen som inte kommer in.
triage-none = inget kräver uppmärksamhet
triage-resend-ask = Skicka inbjudan igen?
triage-on-way = Inbjudan är på väg till { $sent_to }
triage-take-ask = Ta hand om felanmälan?
triage-take-say = Dess ärende tilldelas dig om det ännu inte är någons, och kunden får veta det.
triage-address-title = Ändra inbjudans adress
triage-letter-on-way = Ett nytt brev är på väg till { $sent_to }
triage-address-say = Det är namnet att logga in med. Länkar till den gamla adressen slutar gälla.
independence-approved = { $name } är nu en egen organisation
independence-declined = Begäran från { $customer } är avböjd
independence-title = { $customer_name } vill bli självständig
decide-verb = Besluta
label-decision = Beslut
decline-verb = avböj
approve-verb = bevilja och genomför
independence-why-not = varför inte; de läser det
independence-name = Dess namn
independence-customers = kundens

# Users of a customer.

column-last-sign-in = Senaste inlogg.
sees-n-facilities = { $chosen } anläggningar
sees-unassigned-short = utan plats
sees-n-and-unassigned = { $n } + utan plats
word-never = aldrig
users-none = Ingen har åtkomst ännu. i bjuder in den första personen.
exceptions-none = inga
nobody-here = det finns ingen här
user-is = { $name }: { $state }
label-exceptions = Undantag
label-granted = Given
label-activated = Aktiverad
label-last-sign-in = Senaste inloggning
label-access-ends = Åtkomsten slutar
label-may = Får: { $permissions }

# Video sessions.

column-about = Om
videos-none = Inget videomöte. + planerar ett; personer ber om dem i portalen.
label-join = Länk att ansluta
video-none-here = det finns inget videomöte här
video-is = mötet: { $state }
video-say = Efter { $clocks }. Kundens personer som ser det får veta.
video-begins-empty = imorgon 14:00, +3d 9:30, 2026-12-31 09:00
video-ends-empty = en timme senare; 15:00, +30min
video-new = Nytt videomöte
video-planned-done = { $title } är planerat
video-new-of = Nytt videomöte · { $number }
video-about-empty = vad det gäller, på en rad
video-no-order-empty = om inget ärende
video-note-empty = kundens personer läser den
video-move-number = Flytta { $number }
video-moved-done = { $title } är flyttat
video-move-of = Flytta { $title }
video-confirmed = { $title } är bekräftat
video-confirm-of = Bekräfta { $title }
confirm-verb = Bekräfta
video-confirm-say = Kundens personer hittar länken i portalen och i brevet som berättar det.
video-cancel-ask = Ställa in { $title }?
video-cancel-text = Det blir inte av, och de som fick veta om det får veta.
video-cancel-verb = Ställ in det
video-cancelled = { $title } är inställt


# Triage: what is up.

triage-enter = Enter i listan: { $fix }.
triage-access-ends = Åtkomsten för { $who } slutar { $day }, { $ahead }.
triage-access-ended = Åtkomsten för { $who } slutade { $day }.
triage-bounced = Inbjudan till { $who } kunde inte levereras till { $address }{ $server }.
triage-expired = Inbjudan till { $who } gick ut { $day }.
triage-not-accepted = { $who } fick inbjudan { $day } och har inte godtagit den.
triage-never = { $who } har varit aktiv sedan { $day } och aldrig loggat in.
triage-no-administrator = Ingen administratör är kvar: { $who } är { $state }.
triage-sees-nothing = { $who } ser ingenting: inget är valt.
triage-independence = { $who } ber att få bli en egen organisation{ $why }.
triage-unheard = { $who } anmälde ett fel, och ingen fick veta det: { $number } { $title }.
triage-unheard-comment = { $who } kommenterade { $number } { $title }, och ingen fick veta det.

# Lists: what is changed at once, found, sorted, remembered.

column-changed = Ändrad
customers-hint = ord, eller access:pending city:Graz area:West tech:Berger
search-not-understood = det skrivna förstås inte; Esc tömmer det
list-one-order = listan har bara en ordning
list-no-views = listan har inga vyer
many-resend-note = väntande och utgångna; de gamla länkarna slutar gälla
many-withdraw-note = väntande och utgångna; deras länkar slutar gälla
many-invitations = För { $rows } markerade inbjudningar
many-foot = Det visas en gång till innan något händer; sedan säger var och en hur det gick.
many-it-is = läge: { $state }
many-resend-text = Var och en får ett nytt brev med en ny länk; utgångna får nytt liv.
many-withdraw-text = Deras länkar slutar genast gälla; ingen får veta.
many-new-letter = ett nytt brev till { $sent_to }
many-withdrawn = tillbakadragen

# The outbox.

column-to = Till
column-written = Skrivet
column-server-said = Servern svarade
outbox-title = Utkorg
outbox-none = Inga brev ännu. Inbjudningar och aviseringar dyker upp här när de skrivs.
outbox-none-state = Inget brev har det här läget; f visar nästa.
letter-none-here = det finns inget brev här
letter-sms-number = ett SMS går till personens eget nummer, som personen själv ändrar
letter-is = brevet: { $state }
letter-elsewhere-title = Skicka brevet till { $to_address } någon annanstans
letter-send-there = Skicka dit
letter-elsewhere-done = Brevet går nu till { $to_address }
letter-elsewhere-say = Bara detta brev går dit, genast. Det som står hos kunden och personen är som det är.
letter-send-now = Skicka nu
letters-retry-note = de som väntar, misslyckats eller kommit tillbaka
letters-cancel = Stoppa
letters-cancel-note = de som väntar eller misslyckats
letters-marked = För { $rows } markerade brev
letters-retry-text = De läggs först i kön och skickas genast.
letters-cancel-text = De skickas inte. Det som de gällde är som det är.
letters-in-queue = i kön igen
letter-retry-ask = Skicka brevet till { $to } nu?
letter-retry-text = Det har försökts { $attempts } gånger hittills. Det läggs först i kön och skickas genast.
letter-retried = Brevet till { $to } är i kön igen
letter-cancel-ask = Stoppa brevet till { $to }?
letter-cancel-text = Det skickas inte. Det som det gällde är som det är; en inbjudan kan skickas igen från sin kund.
letter-cancel-verb = Stoppa brevet
letter-cancelled = Brevet till { $to } stoppades

# E-mail and SMS: stopped, in trouble.

channel-email = e-post
channel-sms = SMS
channel-trouble-mark = i svårigheter !
channel-waits = { $channel } { $queued } väntar
channel-queued = , { $queued } väntar
channels-title = Kanaler
channel-go-on-short = Släpp på
channel-stop-short = Stoppa
channels-foot = Det som stoppats skrivs ändå, och väntar.
channels-stop-or = Stoppa eller släpp på
channel-stopped-by = stoppad av { $by }
channel-numbers = { $queued } väntar, { $failed } misslyckade
channel-server = servern: { $said }
channel-trouble = i svårigheter
channel-go-on-ask = Släppa på { $name }?
channel-go-on-verb = Släpp på
channel-stop-ask = Stoppa { $name } för hela organisationen?
channel-stop-verb = Stoppa
channel-stopped = Inget går via { $name } förrän någon släpper på: p
channel-goes = Det som går via { $name } skickas igen
channel-stopped-already = Någon annan hade redan stoppat { $name }
channel-goes-already = Någon annan hade redan släppt på { $name }
channel-stop-none = Inget väntar nu; det som skrivs från nu hålls tills någon släpper på.
channel-stop-n = { $n } väntar nu; de och det som skrivs från nu hålls tills någon släpper på.
channel-stop-email = Inbjudningar, länkar för nytt lösenord och varningar hålls också, och tiden som en sådan länk gäller går. Det som lämnas över just nu går iväg. SMS hålls inte.
channel-stop-sms = De som valt SMS får inget veta till dess: inget skickas via e-post i stället. Det som lämnas över just nu går iväg. E-post hålls inte.
channel-on-none = { $by }Inget väntar; det som skrivs från nu går iväg genast.
channel-on-n = { $by }{ $n } väntar och går iväg så fort de tas emot, utom de som ingen längre får veta (R62).
channel-was-stopped = Den stoppades av { $by }.

# Looking at a letter.

letter-opened = Brevet till { $to } är öppet i ett annat fönster
letter-no-page = Brevet kan inte visas som sida här
letter-no-window = På en dator med fönster:
sms-no-page = ett SMS har en text och ingen sida; Enter visar den
letter-the-letter = brevet
letter-the-sms = SMS:et
letter-takes = Kräver
letter-way = Väg
letter-attempts = Försök
letter-next-try = Nästa försök
letter-server = Servern sade
letter-sent = Skickat
letter-came-back = Kom tillbaka
outbox-all = alla brev
outbox-held = hålls

# The outbox in the status line.

gauge-failed = , { $n } misslyckade !
gauge-paused = { $channel } pausad
gauge-waiting = utkorg { $n } väntar
gauge-short = utkorg { $n }
gauge-mail = mail
gauge-sms = sms
channel-stopped-word = stoppad
channel-fine = bra
