# The portal's pages.

# The frame of every page.

portal-name = Kundeportal
skip = Gå til indholdet
nav-label = Portalens dele
nav-menu = Menu
nav-orders = Ordrer
nav-objects = Objekter
nav-facilities = Lokationer
nav-account = Din konto
switch-customer = skift kunde
sign-out = Log ud
error-prefix = Fejl:
error-summary = Der er et problem
pages-label = Listens sider
page-newer = Nyere
page-older = Ældre
page-first = Fra begyndelsen
page-next = Næste
search = Søg
search-button = Søg
show = Vis

# Signing in.

sign-in-title = Log ind
sign-in-lead = Følg dine ordrer og besøg hos { $organization }.
sign-in-lead-neutral = Følg dine ordrer og besøg.
sign-in = Log ind
sign-in-help = Har du ikke adgang endnu? Kontakt dit servicefirma, som kan sende dig en invitation.
email = E-mailadresse
password = Adgangskode
your-password = Din adgangskode
problem-sign-in = E-mailadressen og adgangskoden passer ikke sammen. Kontrollér begge dele, og prøv igen.
problem-email-missing = Angiv din e-mailadresse.
problem-password-missing = Angiv din adgangskode.
problem-form-old = Siden har været åben for længe eller blev åbnet, før du loggede ind. Intet er ændret; send den igen.

# The invitation.

invitation-title = Din adgang hos { $organization }
invitation-lead = Du er inviteret til kundeportalen. Vælg en adgangskode, så er du inde.
invitation-lead-known = Du er inviteret til endnu en kunde. Angiv den adgangskode, du allerede har.
customer = Kunde
name = Navn
user-name = Brugernavn
invitation-until = Invitationen gælder til
new-password = Ny adgangskode
password-hint = Mindst 15 tegn. En kort sætning eller nogle ord, der ikke hører sammen, er lette at huske; tal og specialtegn er ikke nødvendige.
password-suggestion = Mangler du idéer? For eksempel
invitation-accept = Acceptér og log ind
problem-password-short = Adgangskoden skal have mindst 15 tegn.
problem-password-long = Adgangskoden må højst fylde 1.024 byte.
problem-password-own = Adgangskoden er ikke meget andet end et navn. Vælg ord, der ikke har noget med dig eller firmaet at gøre.
problem-password-weak = Adgangskoden er for let at gætte. Brug flere ord, der ikke hører sammen.
problem-password-wrong = Dette er ikke din nuværende adgangskode.
problem-password-same = Dette er den nuværende adgangskode. Vælg en anden.
problem-other = Dette kan ikke bruges, som det er. Kontrollér det, og prøv igen.

# The code read aloud.

code-title = Din invitation med kode
code-lead = Har du fået en kode i telefonen? Indtast den her sammen med din e-mailadresse, så åbner din invitation.
code = Kode
code-hint = Otte bogstaver og cifre. Små bogstaver er i orden, og stregen må udelades.
code-open = Åbn invitationen
code-help = En kode gælder én gang og i et kvarter. Efter fem forkerte forsøg er den udløbet; bed så om en ny.
problem-code-missing = Indtast koden.
problem-code = E-mailadresse og kode passer ikke sammen, eller koden er udløbet. Kontrollér begge dele, eller bed om en ny kode.

# En ny adgangskode, med et link eller i stedet for en midlertidig.

password-title = Vælg en ny adgangskode
password-lead = { $organization } har sendt dig et link til en ny adgangskode. Vælg en, så er du logget ind.
password-own-title = Vælg din egen adgangskode
password-own-lead = Du loggede ind med en midlertidig adgangskode. Vælg en, som kun du kender, så kan du gå videre.
password-until = Linket virker til
password-set = Gem adgangskoden, og gå videre
problem-new-password-missing = Vælg en ny adgangskode.
problem-password-temporary-over = Tiden for denne midlertidige adgangskode er udløbet. Bed om en ny.

# Orders.

orders-title = Mine ordrer
orders-open = Åbne
orders-closed = Afsluttede
orders-all = Alle
orders-show-all = Vis alle ordrer
orders-empty-title = Ingen ordrer endnu
orders-empty-text = Så snart { $organization } planlægger arbejde for dig, vises det her.
orders-empty-open-title = Intet åbent
orders-empty-open-text = Der er ikke noget arbejde i gang lige nu. Afsluttede ordrer findes stadig her.
orders-empty-closed-title = Intet afsluttet endnu
orders-empty-closed-text = Ordrer flyttes hertil, når arbejdet er færdigt.
orders-no-match-title = Ingen ordre passer til »{ $search }«
orders-no-match-text = Der søges i numre og titler. Prøv et kortere stykke, eller vis alle ordrer.
order-kind-service_order = Serviceordre
order-kind-work_order = Arbejdsordre
order-kind-ticket = Sag
order-state-open = Åben
order-state-planned = Planlagt
order-state-in_progress = I gang
order-state-waiting = Venter
order-state-closed = Afsluttet
order-state-cancelled = Annulleret
order-description = Hvad det drejer sig om
order-visits = Besøg
order-no-visit = Der er ikke planlagt noget besøg.
order-history = Forløb
order-facts = Kort fortalt
order-step-created = Ordre modtaget
order-step-planned = Besøg planlagt
order-step-closed = Arbejdet afsluttet
order-step-cancelled = Ordre annulleret
order-number = Nummer
order-object = Objekt
order-facility = Lokation
order-technician = Tekniker
order-contact = Kontaktperson
order-visit-until = til { $when }
order-visit-over = Dette besøg er overstået.
order-step-assigned = { $name } tager sig af det
order-step-unassigned = Ingen er tildelt længere
order-step-visit-planned = Besøg planlagt til { $when }
order-step-visit-moved = Besøg flyttet til { $when }
order-step-visit-cancelled = Besøget { $when } er aflyst
order-step-state = Nu: { $state }
comments-title = Kommentarer
comments-empty = Ingen har skrevet noget endnu.
comment-you = dig
comment-label = Din kommentar
comment-hint = Op til 5.000 tegn. Alle, der ser denne ordre, kan læse den.
comment-told = { $count ->
    [one] Én person får besked: { $names }.
   *[other] { $count } personer får besked: { $names }.
}
comment-told-nobody = Ingen får besked; { $organization } læser den i ordren.
comment-send = Send kommentaren
notice-comment = Din kommentar er sendt.
problem-comment-missing = Skriv noget, før du sender.
problem-comment-long = Kommentaren er længere end 5.000 tegn. Forkort den.

# Objects and facilities.

objects-title = Serviceobjekter
objects-show-all = Vis alle objekter
objects-empty-title = Ingen objekter endnu
objects-empty-text = Udstyr, som { $organization } passer for dig, vises her.
objects-no-match-title = Intet objekt passer til »{ $search }«
objects-no-match-text = Der søges i numre, navne og serienumre. Prøv et kortere stykke, eller vis alle objekter.
object-serial = Serienr. { $number }
object-installed = siden { $day }
facilities-title = Lokationer
facilities-empty-title = Ingen lokationer at vise
facilities-empty-text = Lokationer, som { $organization } har åbnet for dig, vises her. Mangler der en, så spørg { $organization }.

# The account.

account-title = Din konto
account-you = Om dig
account-you-hint = Hvis noget her er forkert, så sig det til { $organization }.
role = Rolle
account-language = Sprog
language = Sprog for sider og breve
language-hint = Gælder fra næste side.
language-save = Gem sprog
account-password = Skift adgangskode
current-password = Nuværende adgangskode
password-ends-sessions = Når du skifter adgangskode, bliver du logget ud alle andre steder.
password-change = Skift adgangskode
notice-language = Sproget er ændret.
notice-password = Adgangskoden er ændret. Alle andre sessioner er afsluttet.
notice-signed-out = Du er logget ud.
notice-session-over = Din session er afsluttet. Log ind igen.
account-independence = Selvstændighed
independence-lead = Du kan bede { $organization } om at gøre jeres virksomhed til en selvstændig organisation med kopier af jeres steder, objekter og dokumenter. Her kan I så kun læse.
independence-reason = Hvorfor (behøver ikke udfyldes)
independence-ask = Bed om det
independence-waits = Du bad om det { $since }. Svaret kommer som brev.
notice-independence = Din anmodning er sendt. Svaret kommer som brev.
problem-text-long = Teksten er længere end 1.000 tegn. Gør den kortere.
account-topics = Hvad du får besked om
topics-legend = Giv mig besked om
topic-orders = Ordrer
topic-new_orders = Nye arbejdsordrer
topic-comments = Kommentarer til ordrer, jeg ser
topics-save = Gem
notice-topics = Det, du får besked om, er ændret.
account-sessions = Hvor du er logget ind
session-this = Denne browser
session-device-unknown = Ukendt enhed
session-address = Sidst brugt fra
session-began = Siden
session-seen = Sidst brugt
session-end = Log ud
session-end-label = Log { $device } ud
sessions-end-others = Log ud alle andre steder
sessions-only-this = Du er ikke logget ind andre steder.
notice-session-ended = Sessionen er afsluttet.
notice-others-ended = Du er logget ud alle andre steder.

# Choosing a customer.

switch-title = Vælg kunde
switch-lead = Du har adgang til flere kunder. Du kan til enhver tid skifte øverst på siden.
switch-current = åben nu

# When there is no page to show.

failure-id = Oplys dette nummer, hvis du beder om hjælp: { $id }
failure-home = Til startsiden
failure-sign-in = Til login
failure-not-found-title = Her er ikke noget
failure-not-found-text = Adressen er ikke rigtig, eller det, den førte til, er ikke (længere) en del af din adgang.
failure-method-title = Det kan ikke gøres her
failure-method-text = Forespørgslen passer ikke til denne side. Gå tilbage, og prøv igen fra selve siden.
failure-too-large-title = Det er for meget
failure-too-large-text = Det, der blev sendt, er større, end formularen kan tage. Intet er ændret.
failure-too-slow-title = Forespørgslen nåede ikke frem
failure-too-slow-text = Forbindelsen var for langsom eller blev afbrudt. Intet er ændret; prøv igen.
failure-foreign-form-title = Formularen kan ikke modtages
failure-foreign-form-text = Den var åben for længe eller kom fra et andet websted. Intet er ændret. Gå tilbage, genindlæs siden, og prøv igen.
failure-not-allowed-title = Ikke en del af din adgang
failure-not-allowed-text = Denne del af portalen er ikke åbnet for dig. Har du brug for den, så spørg dit servicefirma.
failure-off-title = Kundeportalen er slået fra
failure-off-text = Kontakt dit servicefirma direkte.
failure-no-access-title = Din adgang er ikke aktiv
failure-no-access-text = Den er sat på pause eller er ophørt. Spørg dit servicefirma.
failure-not-accepted-title = Din invitation er stadig åben
failure-not-accepted-text = Åbn linket i det brev, du har fået, og acceptér. Så kan du logge ind.
failure-gone-title = Invitationen virker ikke længere
failure-gone-text = Tiden er udløbet. Svar på brevet, og bed om en ny invitation.
failure-no-invitation-title = Invitationen virker ikke
failure-no-invitation-text = Måske er den allerede brugt, erstattet af et nyere brev, eller adressen er skåret over. Har du valgt en adgangskode, så log ind med den. Ellers åbn linket i det nyeste brev igen, eller svar på det.
failure-no-password-link-title = Linket virker ikke
failure-no-password-link-text = Det er allerede brugt, blev erstattet af et nyere, eller adressen blev klippet af. Har du valgt en adgangskode, så log ind med den. Bed ellers om et nyt link.
failure-password-link-over-title = Linket virker ikke længere
failure-password-link-over-text = Tiden er udløbet: sådan et link virker en halv time. Svar på brevet, og bed om et nyt.
failure-temporary-over-title = Din midlertidige adgangskode virker ikke længere
failure-temporary-over-text = Tiden er udløbet. Bed virksomheden, der tager sig af dig, om en ny.
failure-no-link-title = Dette link åbner ikke noget
failure-no-link-text = Det er blevet erstattet eller er udløbet. Bed firmaet, der hjælper dig, om det aktuelle link.
failure-too-many-title = For mange forsøg
failure-too-many-text = Vent lidt, og prøv igen. Intet er låst for altid.
failure-unavailable-title = Ikke tilgængelig lige nu
failure-unavailable-text = Portalen har meget travlt eller kan ikke nå sine data. Prøv igen om lidt.
failure-internal-title = Noget gik galt hos os
failure-internal-text = Det er noteret. Prøv igen; sker det en gang til, så sig det til dit servicefirma.
