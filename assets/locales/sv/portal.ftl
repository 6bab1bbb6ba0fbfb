# The portal's pages.

# The frame of every page.

portal-name = Kundportal
skip = Hoppa till innehållet
nav-label = Portalens delar
nav-menu = Meny
nav-orders = Ärenden
nav-objects = Objekt
nav-facilities = Anläggningar
nav-account = Ditt konto
switch-customer = byt kund
sign-out = Logga ut
error-prefix = Fel:
error-summary = Det finns ett problem
pages-label = Listans sidor
page-newer = Nyare
page-older = Äldre
page-first = Från början
page-next = Nästa
search = Sök
search-button = Sök
show = Visa

# Signing in.

sign-in-title = Logga in
sign-in-lead = Följ dina ärenden och besök hos { $organization }.
sign-in-lead-neutral = Följ dina ärenden och besök.
sign-in = Logga in
sign-in-help = Saknar du åtkomst? Vänd dig till ditt serviceföretag, som kan skicka en inbjudan.
email = E-postadress
password = Lösenord
your-password = Ditt lösenord
problem-sign-in = E-postadressen och lösenordet stämmer inte överens. Kontrollera båda och försök igen.
problem-email-missing = Ange din e-postadress.
problem-password-missing = Ange ditt lösenord.
problem-form-old = Sidan har varit öppen för länge eller öppnades innan du loggade in. Inget har ändrats; skicka den igen.

# The invitation.

invitation-title = Din åtkomst hos { $organization }
invitation-lead = Du har blivit inbjuden till kundportalen. Välj ett lösenord så är du inne.
invitation-lead-known = Du har blivit inbjuden till ytterligare en kund. Ange lösenordet du redan har.
customer = Kund
name = Namn
user-name = Användarnamn
invitation-until = Inbjudan gäller till
new-password = Nytt lösenord
password-hint = Minst 15 tecken. En kort mening eller några ord som inte hör ihop är lätta att minnas; siffror och specialtecken behövs inte.
password-suggestion = Slut på idéer? Till exempel
invitation-accept = Tacka ja och logga in
problem-password-short = Lösenordet behöver minst 15 tecken.
problem-password-long = Lösenordet får vara högst 1 024 byte långt.
problem-password-own = Lösenordet är inte mycket mer än ett namn. Välj ord som inte har med dig eller företaget att göra.
problem-password-weak = Lösenordet är för lätt att gissa. Använd flera ord som inte hör ihop.
problem-password-wrong = Detta är inte ditt nuvarande lösenord.
problem-password-same = Detta är det nuvarande lösenordet. Välj ett annat.
problem-other = Detta går inte att använda som det är. Kontrollera och försök igen.

# The code read aloud.

code-title = Din inbjudan med kod
code-lead = Har du fått en kod i telefon? Ange den här tillsammans med din e-postadress, så öppnas din inbjudan.
code = Kod
code-hint = Åtta bokstäver och siffror. Små bokstäver går bra, och strecket får utelämnas.
code-open = Öppna inbjudan
code-help = En kod gäller en gång och i en kvart. Efter fem felaktiga försök är den förbrukad; be då om en ny.
problem-code-missing = Ange koden.
problem-code = E-postadress och kod stämmer inte överens, eller så gäller koden inte längre. Kontrollera båda eller be om en ny kod.

# Ett nytt lösenord, med en länk eller i stället för ett tillfälligt.

password-title = Välj ett nytt lösenord
password-lead = { $organization } har skickat en länk till dig för ett nytt lösenord. Välj ett, så är du inloggad.
password-own-title = Välj ett eget lösenord
password-own-lead = Du loggade in med ett tillfälligt lösenord. Välj ett som bara du känner till, så kan du fortsätta.
password-until = Länken fungerar till
password-set = Spara lösenordet och fortsätt
problem-new-password-missing = Välj ett nytt lösenord.
problem-password-temporary-over = Tiden för det här tillfälliga lösenordet är slut. Be om ett nytt.

# Orders.

orders-title = Mina ärenden
orders-open = Öppna
orders-closed = Avslutade
orders-all = Alla
orders-show-all = Visa alla ärenden
orders-empty-title = Inga ärenden ännu
orders-empty-text = Så snart { $organization } planerar arbete åt dig visas det här.
orders-empty-open-title = Inget öppet
orders-empty-open-text = Just nu pågår inget arbete. Avslutade ärenden finns kvar.
orders-empty-closed-title = Inget avslutat ännu
orders-empty-closed-text = Ärenden hamnar här när arbetet är klart.
orders-no-match-title = Inget ärende matchar ”{ $search }”
orders-no-match-text = Sökningen gäller nummer och rubriker. Prova en kortare del eller visa alla ärenden.
order-kind-service_order = Serviceorder
order-kind-work_order = Arbetsorder
order-kind-ticket = Ärende
order-state-open = Öppet
order-state-planned = Planerat
order-state-in_progress = Pågår
order-state-waiting = Väntar
order-state-closed = Avslutat
order-state-cancelled = Avbrutet
order-description = Vad det gäller
order-visits = Besök
order-no-visit = Inget besök är planerat.
order-history = Historik
order-facts = I korthet
order-step-created = Ärendet mottaget
order-step-planned = Besök planerat
order-step-closed = Arbetet avslutat
order-step-cancelled = Ärendet avbrutet
order-number = Nummer
order-object = Objekt
order-facility = Anläggning
order-technician = Tekniker
order-contact = Kontaktperson
order-visit-until = till { $when }
order-visit-over = Det här besöket är över.
order-step-assigned = { $name } tar hand om det
order-step-unassigned = Ingen är tilldelad längre
order-step-visit-planned = Besök planerat till { $when }
order-step-visit-moved = Besök flyttat till { $when }
order-step-visit-cancelled = Besöket { $when } är inställt
order-step-state = Nu: { $state }
comments-title = Kommentarer
comments-empty = Ingen har skrivit något än.
comment-you = du
comment-label = Din kommentar
comment-hint = Upp till 5 000 tecken. Alla som ser det här ärendet kan läsa den.
comment-told = { $count ->
    [one] En person meddelas: { $names }.
   *[other] { $count } personer meddelas: { $names }.
}
comment-told-nobody = Ingen meddelas; { $organization } läser den i ärendet.
comment-send = Skicka kommentaren
notice-comment = Din kommentar har skickats.
problem-comment-missing = Skriv något innan du skickar.
problem-comment-long = Kommentaren är längre än 5 000 tecken. Förkorta den.

# Objects and facilities.

objects-title = Serviceobjekt
objects-show-all = Visa alla objekt
objects-empty-title = Inga objekt ännu
objects-empty-text = Utrustning som { $organization } sköter åt dig visas här.
objects-no-match-title = Inget objekt matchar ”{ $search }”
objects-no-match-text = Sökningen gäller nummer, namn och serienummer. Prova en kortare del eller visa alla objekt.
object-serial = Serienr { $number }
object-installed = sedan { $day }
facilities-title = Anläggningar
facilities-empty-title = Inga anläggningar att visa
facilities-empty-text = Anläggningar som { $organization } har öppnat för dig visas här. Om någon saknas, fråga { $organization }.

# The account.

account-title = Ditt konto
account-you = Om dig
account-you-hint = Om något här är fel, säg till { $organization }.
role = Roll
account-language = Språk
language = Språk för sidor och brev
language-hint = Gäller från och med nästa sida.
language-save = Spara språk
account-password = Byt lösenord
current-password = Nuvarande lösenord
password-ends-sessions = När du byter lösenord loggas du ut överallt annars.
password-change = Byt lösenord
notice-language = Språket har ändrats.
notice-password = Lösenordet har ändrats. Alla andra sessioner har avslutats.
notice-signed-out = Du är utloggad.
notice-session-over = Din session har avslutats. Logga in igen.
account-independence = Självständighet
independence-lead = Du kan be { $organization } att göra ert företag till en egen organisation, med kopior av era platser, objekt och dokument. Här kan ni då bara läsa.
independence-reason = Varför (behöver inte fyllas i)
independence-ask = Be om det
independence-waits = Du bad om det { $since }. Svaret kommer per brev.
notice-independence = Din begäran har skickats. Svaret kommer per brev.
problem-text-long = Texten är längre än 1 000 tecken. Korta den.
account-topics = Vad du får besked om
topics-legend = Meddela mig om
topic-orders = Ordrar
topic-new_orders = Nya arbetsordrar
topic-comments = Kommentarer till ordrar som jag ser
topics-save = Spara
notice-topics = Vad du får besked om har ändrats.
account-sessions = Var du är inloggad
session-this = Den här webbläsaren
session-device-unknown = Okänd enhet
session-address = Senast från
session-began = Sedan
session-seen = Senast använd
session-end = Logga ut
session-end-label = Logga ut { $device }
sessions-end-others = Logga ut överallt annars
sessions-only-this = Du är inte inloggad någon annanstans.
notice-session-ended = Sessionen har avslutats.
notice-others-ended = Du är utloggad överallt annars.

# Choosing a customer.

switch-title = Välj kund
switch-lead = Du har åtkomst till flera kunder. Du kan byta när som helst högst upp på sidan.
switch-current = öppen nu

# When there is no page to show.

failure-id = Uppge detta nummer om du ber om hjälp: { $id }
failure-home = Till startsidan
failure-sign-in = Till inloggningen
failure-not-found-title = Här finns ingenting
failure-not-found-text = Adressen stämmer inte, eller så ingår det den ledde till inte (längre) i din åtkomst.
failure-method-title = Det går inte att göra här
failure-method-text = Begäran passar inte den här sidan. Gå tillbaka och försök igen från själva sidan.
failure-too-large-title = Det är för mycket
failure-too-large-text = Det som skickades är större än formuläret klarar. Inget har ändrats.
failure-too-slow-title = Begäran kom inte fram
failure-too-slow-text = Anslutningen var för långsam eller bröts. Inget har ändrats; försök igen.
failure-foreign-form-title = Formuläret kan inte tas emot
failure-foreign-form-text = Det var öppet för länge eller kom från en annan webbplats. Inget har ändrats. Gå tillbaka, läs in sidan på nytt och försök igen.
failure-not-allowed-title = Ingår inte i din åtkomst
failure-not-allowed-text = Den här delen av portalen har inte öppnats för dig. Om du behöver den, fråga ditt serviceföretag.
failure-off-title = Kundportalen är avstängd
failure-off-text = Vänd dig direkt till ditt serviceföretag.
failure-no-access-title = Din åtkomst är inte aktiv
failure-no-access-text = Den har pausats eller upphört. Fråga ditt serviceföretag.
failure-not-accepted-title = Din inbjudan är fortfarande öppen
failure-not-accepted-text = Öppna länken i brevet du fick och tacka ja. Sedan kan du logga in.
failure-gone-title = Inbjudan gäller inte längre
failure-gone-text = Tiden har gått ut. Svara på brevet och be om en ny inbjudan.
failure-no-invitation-title = Inbjudan fungerar inte
failure-no-invitation-text = Den kanske redan har använts, har ersatts av ett nyare brev eller så har adressen klippts av. Om du har valt ett lösenord loggar du in med det. Öppna annars länken i det senaste brevet igen eller svara på det.
failure-no-password-link-title = Länken fungerar inte
failure-no-password-link-text = Den har redan använts, ersatts av en nyare, eller så klipptes adressen av. Om du har valt ett lösenord loggar du in med det. Be annars om en ny länk.
failure-password-link-over-title = Länken fungerar inte längre
failure-password-link-over-text = Tiden är slut: en sådan länk fungerar i en halvtimme. Svara på brevet och be om en ny.
failure-temporary-over-title = Ditt tillfälliga lösenord fungerar inte längre
failure-temporary-over-text = Tiden är slut. Be företaget som tar hand om dig om ett nytt.
failure-no-link-title = Den här länken öppnar ingenting
failure-no-link-text = Den har bytts ut eller gått ut. Be företaget som hjälper dig om den aktuella länken.
failure-too-many-title = För många försök
failure-too-many-text = Vänta en stund och försök igen. Inget är låst för gott.
failure-unavailable-title = Inte tillgänglig just nu
failure-unavailable-text = Portalen är mycket belastad eller når inte sina uppgifter. Försök igen om en stund.
failure-internal-title = Något gick fel hos oss
failure-internal-text = Det har noterats. Försök igen; om det händer en gång till, säg till ditt serviceföretag.
