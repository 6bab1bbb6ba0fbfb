# Dialogs: signing in, undoing, leaving, questions, forms, inviting; days and moments.

# Signing in.

sign-in-new = Nytt
sign-in-again = Igen
email-label = E-post
password-label = Lösenord
sign-in-need-email = Skriv din e-postadress först.
sign-in-need-password = Skriv ditt lösenord.
sign-in-need-new = Skriv ditt nya lösenord först.
sign-in-need-again = Skriv samma lösenord en gång till.
sign-in-differ = De två lösenorden är olika.
sign-in-own-title = Välj ett eget lösenord
sign-in-to-keydesk = Logga in i Keydesk
checking = Kontrollerar …
sign-in-temporary = Ditt är tillfälligt: välj ett eget med minst 15 tecken.

# Undoing.

undo-verb = Ångra
undo-nothing-lately = Inget ändrades här på sistone som kan ångras; loggen känner till äldre ändringar
undo-cannot = Kan inte ångras: { $why }
undo-suspended = { $subject } kan logga in igen.
undo-lifted = { $subject } stängs av igen; öppna sessioner avslutas.
undo-revoked = { $subject } får tillbaka den åtkomst som fanns. Ett brev som berättade om slutet kallas inte tillbaka.
undo-restored = { $subject } förlorar åtkomsten igen; ingen får något brev.
undo-withdrawn = Inbjudan till { $subject } väntar igen; skicka den igen, för länkarna förblir döda.
undo-back = Det ställs tillbaka som det var.
undo-ask = Ångra detta?
undo-done = Ångrat: du { $sentence }
undo-back-to = Det ställs tillbaka:
undo-record = Post { $seq }: { $name } { $sentence }.
undo-own-record = Detta blir en egen post, och kan ångras igen.

# Leaving what is not saved.

leave-title = Lämna utan att spara?
leave-keydesk = Lämna Keydesk utan att spara?
leave-text = Inte sparat ännu: { $what }. Stanna, så går inget förlorat.
stay = Stanna
discard = Förkasta

# What did not happen.

failure-nobody = Ingen är inloggad; logga in först.
failure-mixed = Programmet blandade ihop två svar; inget gick förlorat, försök igen.
failure-store = { $sentence } Inget ändrades; r försöker igen.
failure-away = Databasen svarar inte. Inget ändrades.
failure-stumbled = Programmet snubblade på detta; det som visades är oförändrat.

# What the palette finds.

kind-customer = kund
kind-user = användare
kind-order = ärende
kind-report = anmälan
kind-contact = kontakt
kind-facility = anläggning
kind-object = objekt
kind-model = modell
can-undo = { $into } · { $key } ångrar

# The portal's module and the newest letter.

module-title = Portalmodul
looking = Tittar …
module-on-text = Kundernas portal svarar från och med nu. Vem som ser vad är som det är inställt för varje kund.
module-off-text = Varje sida i portalen säger att den är avstängd, för alla kunder, från nästa klick. Användare, behörigheter och inbjudningar finns kvar.
letter-newest = Nyaste brevet
letter-newest-name = Nyaste brevet · { $name }
letter-none = Inget brev ännu. De hamnar i { $folder }, en fil per brev.
letter-unread = breven i { $display } kan inte läsas: { $e }
module-ask-on = Slå på portalen för hela organisationen?
module-ask-off = Stänga av portalen för hela organisationen?
switch-on = Slå på
switch-off = Stäng av
module-is-on = Portalen är på
module-is-off = Portalen är av
word-on = på
word-off = av

# Boxes to tick.

box-as-role = ● som rollen säger
box-allowed = tillåten
box-denied = nekad
box-nothing = Inget passar; esc tömmer filtret.
saving = Sparar …
box-hint = mellanslag kryssar · / filtrerar · esc stänger
box-hint-changed = mellanslag kryssar · enter sparar ({ $n } ändrade) · esc förkastar
box-unsaved = ”{ $title }” ({ $n } ändrade)

# Texts to read.

still-loading = det läses fortfarande in
loading = Läser in …
more-lines = ↓ { $left } rader till
the-end = slut
one-moment = Ett ögonblick …
more-lines-enter = ↓ { $below } rader till · enter stänger
enter-closes = enter stänger
working = Arbetar …
no-button = Nej

# What is handed on: a link, a code, a password.

handed-copied = { $noun }: kopierat till urklipp, om din terminal tillåter det (OSC 52)
handed-once = { $noun }: visas inte igen; tryck en gång till för att stänga
handed-foot = y kopierar: { $noun } · enter stänger
link-copied = Länken ligger i urklipp, om din terminal tillåter det (OSC 52)
qr-too-long = Länken är för lång för en QR-kod; y kopierar den.
qr-too-small = Koden behöver en terminal med { $lines } rader; den här har { $height }. Gör den högre, eller kopiera länken med y.
esc-closes = esc stänger
y-copies-link = y kopierar länken

# Help and palette.

help-title = Hjälp
help-keys = Tangenter som fungerar här
help-no-key = Ingen tangent passar; töm filtret för att se alla.
help-not-now = Inte nu: { $why }
nothing-matches-empty = Inget passar; töm filtret för att se alla.
filter-label = Filter:
go-to = Gå till
searching = Söker …
nothing-matches = Inget passar.
not-now = inte nu: { $why }
choose-title = Välj

# Before saving.

review-meanwhile = { $who } har ändrat den här personen under tiden.
review-counting = → Räknar …
review-ask = Spara { $summary }?
review-hint = enter sparar allt på en gång · esc tillbaka till ändringarna
review-hint-more = ↓ { $n } rader till · enter sparar allt på en gång · esc tillbaka
review-summary = { $changes } för { $people }

# Facilities that somebody sees.

scope-sees-all = Ser allt, på varje anläggning och på ingen.
scope-sees-nothing = ⚠ Inget valt: ser ingenting, inget ärende och inget objekt.
scope-sees-unassigned = Ser bara det som inte hör till någon anläggning.
scope-sees-both = Ser { $places } och det som inte hör till någon anläggning.
scope-sees-places = Ser { $places }; inte det som inte hör till någon anläggning.
scope-title = Anläggningar som { $whose } ser
scope-hint = mellanslag kryssar · / filtrerar · enter godtar
scope-no-match = Ingen anläggning passar; esc tömmer filtret.
scope-all-and-none = Alla anläggningar, och det som inte hör till någon
scope-unassigned = Hör inte till någon anläggning
one-facility = 1 anläggning
n-facilities = { $n } anläggningar

# The secure link.

link-title = Säker länk till { $number } { $name }
link-replace-ask = Byta ut den säkra länken till { $name }?
link-replace-text = En annan länk skapas. Den som har den gamla stängs ute vid nästa klick, och måste få den nya.
replace = Byt ut
link-replaced = Den gamla länken gäller inte längre; y kopierar den nya
link-no-end = Länken har inget slut
link-end-at = Länken gäller till och med { $at }
link-end-title = Slut för den säkra länken till { $name }
set-verb = Ange
link-end-say = Sista dagen som länken gäller: 2026-12-31, imorgon, +14d. Tomt: inget slut.
last-day = Sista dag
no-end = inget slut
link-works = ✓ Länken fungerar: den som har den ser det som kunden får se, utan att logga in.
link-not = ✗ Länken öppnar inte portalen: { $why }.
link-until = gäller till { $at } ({ $now })
link-care = Ge den bara till den här kunden. När den första personen är inbjuden räcker länken inte längre ensam.
link-unknown = länken är inte känd ännu
link-switched-on = På · { $end }
link-switched-off = Av · { $end }
link-is-on = Den säkra länken är på
link-is-off = Den säkra länken är av
link-foot-on = y kopierar · q QR · r byter · s slår på · e slut · esc
link-foot-off = y kopierar · q QR · r byter · s stänger av · e slut · esc

# Forms.

not-lost = ✗ { $sentence } Det du skrev finns kvar.
confirm-type = Bekräfta genom att skriva: { $word }
foresee-looking = Tittar på vad det innebär …
form-list-hint = ◂▸ mellanslag: lista
pick-say = Skriv några bokstäver; Enter tar den markerade.
form-leave-text = Det du skrev sparas inte. Inget har ändrats.
form-leave = Lämna formuläret?
type-it = Skriv det
confirm-need = skriv { $word } för att bekräfta
tick-need = kryssa i detta först (mellanslag)

# Inviting.

invite-first = ⚠ Kundens första användare: { $warning }.
invite-contact-means = ser bara kontaktens ärenden, aldrig fakturor
invite-sending = Skickar inbjudan …
invite-look-again = ✗ Inte skickat. Titta igen på: { $join }.
whole-organization = hela organisationen
invite-button-switches = Knappen nedan slår på den.
invite-administrator-can = En administratör kan slå på den.
invite-granter-can = Någon som får ge åtkomst kan slå på den.
invite-portal-off = ⚠ Portalen är av för { $whose }: ingen kan bjudas in förrän den är på. { $how }
invite-switch-customer = Slå på portalen för kunden
invite-switch-house = Slå på portalen för organisationen
invite-verb = Bjud in
invite-sending-short = skickar …
invite-at-once = ett brev går iväg genast
invite-address-above = adressen ovan
invite-none = ingen · enter väljer
invite-customers-language = { $own_name } (kundens)
invite-house-language = organisationens
invite-recommended = rekommenderas: moderator eller medlem
invite-all = alla · enter väljer
invite-not-chosen = inte valt än · enter väljer
invite-unassigned = hör inte till någon anläggning
invite-link-care = Den som har länken kan godta inbjudan: ge den inte till någon annan.
invite-link-foot = y kopierar länken · enter stänger
invite-done = { $name } är inbjuden
label-contact = Kontakt
invite-send-to = Skicka brev till
invite-the-person = personen
invite-this-person = den här personen
invite-leave-text = Det du skrev sparas inte. Ingen har bjudits in.
invite-title = Bjud in · { $title }
portal-switched-on = Portalen är påslagen
invite-unsaved = en inbjudan som inte skickats
invited-until = { $name } kan nu godta inbjudan till { $until }.
invited-letter = Ett brev till { $address } står i kö; fliken Inbjudningar visar hur det går.
invited-link = Länken, att ge vidare om det behövs:

# Days and moments as people type them.

when-day = skriv en dag: 2026-12-31, imorgon, +14d, +2w; eller aldrig
when-moment = skriv dag och tid: imorgon 8:00, +14d 13:30, 2026-12-31 09:00
when-end = skriv en tid eller hur länge: 10:00, +2h, +90min, 2026-12-31 17:00
when-now = nu
when-ago = för { $text } sedan
when-in = om { $text }
when-min = { $m } min
when-hour = timme
when-hours = timmar
when-day-one = dag
when-days = dagar
when-today = idag
when-tomorrow = imorgon
when-never = aldrig
