# Dialogs: signing in, undoing, leaving, questions, forms, inviting; days and moments.

# Signing in.

sign-in-new = Ny
sign-in-again = Igen
email-label = E-mail
password-label = Adgangskode
sign-in-need-email = Skriv først din e-mailadresse.
sign-in-need-password = Skriv din adgangskode.
sign-in-need-new = Skriv først din nye adgangskode.
sign-in-need-again = Skriv den samme adgangskode igen.
sign-in-differ = De to adgangskoder er forskellige.
sign-in-own-title = Vælg din egen adgangskode
sign-in-to-keydesk = Log ind i Keydesk
checking = Kontrollerer …
sign-in-temporary = Din er midlertidig: vælg din egen på mindst 15 tegn.

# Undoing.

undo-verb = Fortryd
undo-nothing-lately = Intet blev ændret her for nylig, som kan fortrydes; loggen kender ældre ændringer
undo-cannot = Kan ikke fortrydes: { $why }
undo-suspended = { $subject } kan logge ind igen.
undo-lifted = { $subject } spærres igen; åbne sessioner afsluttes.
undo-revoked = { $subject } får den tidligere adgang igen. Et brev, der fortalte om afslutningen, kaldes ikke tilbage.
undo-restored = { $subject } mister adgangen igen; ingen får brev.
undo-withdrawn = Invitationen til { $subject } venter igen; send den igen, for dens links forbliver døde.
undo-back = Det stilles tilbage, som det var.
undo-ask = Fortryd dette?
undo-done = Fortrudt: du { $sentence }
undo-back-to = Det stilles tilbage:
undo-record = Post { $seq }: { $name } { $sentence }.
undo-own-record = Dette bliver sin egen post og kan fortrydes igen.

# Leaving what is not saved.

leave-title = Forlad uden at gemme?
leave-keydesk = Forlad Keydesk uden at gemme?
leave-text = Ikke gemt endnu: { $what }. Bliv, så går intet tabt.
stay = Bliv
discard = Kassér

# What did not happen.

failure-nobody = Ingen er logget ind; log ind først.
failure-mixed = Programmet forvekslede to svar; intet gik tabt, prøv igen.
failure-store = { $sentence } Intet blev ændret; r prøver igen.
failure-away = Databasen svarer ikke. Intet blev ændret.
failure-stumbled = Programmet snublede over dette; det viste er uændret.

# What the palette finds.

kind-customer = kunde
kind-user = bruger
kind-order = ordre
kind-report = melding
kind-contact = kontakt
kind-facility = lokation
kind-object = objekt
kind-model = model
can-undo = { $into } · { $key } fortryder

# The portal's module and the newest letter.

module-title = Portalmodul
looking = Kigger …
module-on-text = Kundernes portal svarer fra nu af. Hvem der ser hvad, er som indstillet for hver kunde.
module-off-text = Hver side i portalen siger, at den er slået fra, for alle kunder, fra næste klik. Brugere, rettigheder og invitationer beholdes.
letter-newest = Nyeste brev
letter-newest-name = Nyeste brev · { $name }
letter-none = Intet brev endnu. De lægges i { $folder }, én fil pr. brev.
letter-unread = brevene i { $display } kan ikke læses: { $e }
module-ask-on = Slå portalen til for hele organisationen?
module-ask-off = Slå portalen fra for hele organisationen?
switch-on = Slå til
switch-off = Slå fra
module-is-on = Portalen er slået til
module-is-off = Portalen er slået fra
word-on = til
word-off = fra

# Boxes to tick.

box-as-role = ● som rollen siger
box-allowed = tilladt
box-denied = nægtet
box-nothing = Intet passer; esc tømmer filteret.
saving = Gemmer …
box-hint = mellemrum krydser · / filtrerer · esc lukker
box-hint-changed = mellemrum krydser · enter gemmer ({ $n } ændret) · esc kasserer
box-unsaved = ”{ $title }” ({ $n } ændret)

# Texts to read.

still-loading = det indlæses stadig
loading = Indlæser …
more-lines = ↓ { $left } linjer mere
the-end = slut
one-moment = Et øjeblik …
more-lines-enter = ↓ { $below } linjer mere · enter lukker
enter-closes = enter lukker
working = Arbejder …
no-button = Nej

# What is handed on: a link, a code, a password.

handed-copied = { $noun }: kopieret til udklipsholderen, hvis din terminal tillader det (OSC 52)
handed-once = { $noun }: vises ikke igen; tryk en gang til for at lukke
handed-foot = y kopierer: { $noun } · enter lukker
link-copied = Linket er på udklipsholderen, hvis din terminal tillader det (OSC 52)
qr-too-long = Linket er for langt til en QR-kode; y kopierer det.
qr-too-small = Koden kræver en terminal med { $lines } linjer; denne har { $height }. Gør den højere, eller kopiér linket med y.
esc-closes = esc lukker
y-copies-link = y kopierer linket

# Help and palette.

help-title = Hjælp
help-keys = Taster, der virker her
help-no-key = Ingen tast passer; tøm filteret for at se alle.
help-not-now = Ikke nu: { $why }
nothing-matches-empty = Intet passer; tøm filteret for at se alle.
filter-label = Filter:
go-to = Gå til
searching = Søger …
nothing-matches = Intet passer.
not-now = ikke nu: { $why }
choose-title = Vælg

# Before saving.

review-meanwhile = { $who } har ændret denne person imens.
review-counting = → Tæller …
review-ask = Gem { $summary }?
review-hint = enter gemmer alt på én gang · esc tilbage til ændringerne
review-hint-more = ↓ { $n } linjer mere · enter gemmer alt på én gang · esc tilbage
review-summary = { $changes } for { $people }

# Facilities that somebody sees.

scope-sees-all = Ser alt, på enhver lokation og på ingen.
scope-sees-nothing = ⚠ Intet valgt: ser intet, ingen ordre og intet objekt.
scope-sees-unassigned = Ser kun det, der ikke hører til en lokation.
scope-sees-both = Ser { $places } og det, der ikke hører til en lokation.
scope-sees-places = Ser { $places }; ikke det, der ikke hører til en lokation.
scope-title = Lokationer, som { $whose } ser
scope-hint = mellemrum krydser · / filtrerer · enter overtager
scope-no-match = Ingen lokation passer; esc tømmer filteret.
scope-all-and-none = Alle lokationer, og det der ikke hører til nogen
scope-unassigned = Hører ikke til en lokation
one-facility = 1 lokation
n-facilities = { $n } lokationer

# The secure link.

link-title = Sikkert link til { $number } { $name }
link-replace-ask = Udskift det sikre link til { $name }?
link-replace-text = Der laves et andet link. Den, der har det gamle, lukkes ude ved næste klik og skal have det nye.
replace = Udskift
link-replaced = Det gamle link virker ikke længere; y kopierer det nye
link-no-end = Linket har ingen slutdato
link-end-at = Linket virker til og med { $at }
link-end-title = Slutdato for det sikre link til { $name }
set-verb = Sæt
link-end-say = Den sidste dag, linket virker: 2026-12-31, imorgen, +14d. Tomt: ingen slutdato.
last-day = Sidste dag
no-end = ingen slutdato
link-works = ✓ Linket virker: den, der har det, ser det, som kunden må se, uden at logge ind.
link-not = ✗ Linket åbner ikke portalen: { $why }.
link-until = virker til { $at } ({ $now })
link-care = Giv det kun til denne kunde. Så snart den første person er inviteret, er linket alene ikke længere nok.
link-unknown = linket er ikke kendt endnu
link-switched-on = Slået til · { $end }
link-switched-off = Slået fra · { $end }
link-is-on = Det sikre link er slået til
link-is-off = Det sikre link er slået fra
link-foot-on = y kopierer · q QR · r udskifter · s slår til · e slut · esc
link-foot-off = y kopierer · q QR · r udskifter · s slår fra · e slut · esc

# Forms.

not-lost = ✗ { $sentence } Intet indtastet går tabt.
confirm-type = Bekræft ved at skrive: { $word }
foresee-looking = Ser, hvad det gør …
form-list-hint = ◂▸ mellemrum: liste
pick-say = Skriv et par bogstaver; Enter tager den markerede.
form-leave-text = Det skrevne gemmes ikke. Intet er blevet ændret.
form-leave = Forlad formularen?
type-it = Skriv det
confirm-need = skriv { $word } for at bekræfte
tick-need = sæt først kryds her (mellemrum)

# Inviting.

invite-first = ⚠ Kundens første bruger: { $warning }.
invite-contact-means = ser kun denne kontakts ordrer, aldrig fakturaer
invite-sending = Sender invitationen …
invite-look-again = ✗ Ikke sendt. Se igen på: { $join }.
whole-organization = hele organisationen
invite-button-switches = Knappen nedenfor slår den til.
invite-administrator-can = En administrator kan slå den til.
invite-granter-can = En, der må give adgang, kan slå den til.
invite-portal-off = ⚠ Portalen er slået fra for { $whose }: ingen kan inviteres, før den er til. { $how }
invite-switch-customer = Slå portalen til for kunden
invite-switch-house = Slå portalen til for organisationen
invite-verb = Inviter
invite-sending-short = sender …
invite-at-once = et brev sendes straks
invite-address-above = adressen ovenfor
invite-none = ingen · enter vælger
invite-customers-language = { $own_name } (kundens)
invite-house-language = organisationens
invite-recommended = anbefalet: moderator eller medlem
invite-all = alle · enter vælger
invite-not-chosen = ikke valgt endnu · enter vælger
invite-unassigned = ikke på en lokation
invite-link-care = Den, der har linket, kan tage imod invitationen: giv det ikke til andre.
invite-link-foot = y kopierer linket · enter lukker
invite-done = { $name } er inviteret
label-contact = Kontakt
invite-send-to = Send brev til
invite-the-person = personen
invite-this-person = denne person
invite-leave-text = Det skrevne gemmes ikke. Ingen er blevet inviteret.
invite-title = Inviter · { $title }
portal-switched-on = Portalen er slået til
invite-unsaved = en invitation, der ikke blev sendt
invited-until = { $name } kan nu tage imod invitationen indtil { $until }.
invited-letter = Et brev til { $address } er i kø; fanen Invitationer viser, hvordan det går.
invited-link = Linket, så du kan give det videre om nødvendigt:

# Days and moments as people type them.

when-day = skriv en dag: 2026-12-31, imorgen, +14d, +2w; eller aldrig
when-moment = skriv dag og tid: imorgen 8:00, +14d 13:30, 2026-12-31 09:00
when-end = skriv en tid eller hvor længe: 10:00, +2h, +90min, 2026-12-31 17:00
when-now = nu
when-ago = for { $text } siden
when-in = om { $text }
when-min = { $m } min
when-hour = time
when-hours = timer
when-day-one = dag
when-days = dage
when-today = idag
when-tomorrow = imorgen
when-never = aldrig
