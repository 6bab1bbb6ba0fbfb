# Anden faktor, adgangsnøgler, glemte adgangskoder.

# "Glemt adgangskoden".

recovery-link = Glemt adgangskoden?
recovery-title = Glemt adgangskoden?
recovery-lead = Skriv din e-mailadresse. Hvis du har adgang, får du et link, hvor du vælger en ny adgangskode.
recovery-send = Send linket
recovery-asked-title = Se i din indbakke
recovery-asked-text = Hvis adressen har adgang, er et brev med et link på vej. Linket virker én gang, i en halv time.
recovery-asked-nothing = Kom der ikke noget? Se blandt uønsket post, og tjek adressen. Der sendes højst ét brev i timen. Kontakt ellers dit servicefirma.

letter-recovery-subject = { $organization }: vælg en ny adgangskode
letter-recovery-why = Hej { $name }, du får dette brev, fordi nogen har bedt om en ny adgangskode med din adresse på login-siden til kundeportalen hos { $organization }.
letter-recovery-do = Hvis det var dig, skal du åbne linket og vælge en ny adgangskode.
letter-recovery-button = Vælg en ny adgangskode
letter-recovery-unexpected = Hvis det ikke var dig, behøver du ikke gøre noget: din adgangskode er, som den er, og ingen andre får dette link.

# Efter adgangskoden.

second-title = Et trin mere
second-lead = Din adgangskode er rigtig. Vis en gang til, at det er dig.
second-passkey = Brug en adgangsnøgle
second-code = Kode fra din godkendelsesapp
second-code-hint = Seks cifre. En af dine gendannelseskoder virker også.
second-recovery-code = Gendannelseskode
second-continue = Fortsæt
second-lost = Har du mistet enheden og ingen gendannelseskoder ved hånden? Kontakt dit servicefirma, som kan fjerne den anden faktor.
second-back = Tilbage til login
notice-step-over = Det andet trin tog for lang tid eller var forkert for mange gange. Log ind igen.
problem-second-factor = Koden er ikke rigtig, er allerede brugt eller er udløbet. Vent på den næste, og prøv igen.

# Adgangsnøgler.

passkey-sign-in = Log ind med en adgangsnøgle
passkey-needs-script = Adgangsnøgler kræver JavaScript, som er slået fra i denne browser. Alt andet virker uden.
passkey-unable = Denne browser kan ikke bruge adgangsnøgler her.
passkey-impossible = Adgangsnøgler kan ikke bruges på denne adresse, fordi den ikke er et navn.
passkey-failed = Det blev ikke til noget. Prøv igen, eller vælg en anden måde.
problem-passkey = Adgangsnøglen blev ikke godtaget. Prøv igen, eller vælg en anden måde.
problem-passkey-new = Adgangsnøglen kunne ikke tilføjes. Prøv igen.
problem-passkey-many = Du har så mange adgangsnøgler, som én person kan have. Fjern en først.
problem-passkey-known = Denne enhed eller nøgle har allerede en adgangsnøgle her.
problem-passkey-name = Giv adgangsnøglen et navn, så du kan kende den igen.
problem-passkey-name-long = Navnet må højst have 60 tegn.
passkeys-title = Adgangsnøgler
passkeys-what = Log ind med fingeraftryk, ansigt eller enhedens kode, uden adgangskode. En adgangsnøgle tæller også som anden faktor.
passkeys-lead = En adgangsnøgle bliver på din enhed eller i din adgangskodehåndtering. Den virker kun her og kan hverken gættes eller lokkes fra dig.
passkeys-count = Adgangsnøgler: { $count }
passkeys-manage = Adgangsnøgler
passkeys-yours = Dine adgangsnøgler
passkeys-none = Du har ingen adgangsnøgle endnu.
passkey-since = Siden
passkey-used = Sidst brugt
passkey-never = aldrig
passkey-remove = Fjern
passkey-remove-label = Fjern adgangsnøglen { $name }
passkey-new = Tilføj en adgangsnøgle
passkey-name = Navn
passkey-name-hint = For eksempel den enhed, den er på: "Min telefon".
passkey-add = Tilføj en adgangsnøgle
notice-passkey-added = Adgangsnøglen er tilføjet. Du er logget ud alle andre steder.
notice-passkey-removed = Adgangsnøglen er fjernet. Du er logget ud alle andre steder.

# Den anden faktor i kontoen.

account-keys = Anden faktor og adgangsnøgler
account-keys-lead = Beskyt din adgang med mere end en adgangskode.
second-factor-title = Anden faktor
second-factor-lead = Med en anden faktor kommer ingen ind med din adgangskode alene.
second-factor-demanded = { $organization } kræver en anden faktor. Vælg en af de to måder; derefter kan du gå videre.
app-title = Godkendelsesapp
app-what = En app på telefonen viser en ny kode hvert halve minut, som du skriver efter adgangskoden.
app-begin = Sæt en app op
app-is-on = Sat op. Efter adgangskoden bliver du bedt om appens kode.
app-switch-off = Slå fra
app-scan = Scan billedet med din godkendelsesapp:
app-qr = QR-kode med hemmeligheden til din godkendelsesapp
app-by-hand = Eller skriv hemmeligheden i appen:
app-open = Åbn i en app på denne enhed
app-code = Koden, som appen viser
app-code-hint = Seks cifre
app-confirm = Færdig
notice-app-on = Godkendelsesappen er sat op. Du er logget ud alle andre steder.
notice-app-off = Godkendelsesappen er slået fra. Du er logget ud alle andre steder.
problem-app-code = Det er ikke koden, som appen viser lige nu. Tjek, at enhedens ur går rigtigt.
codes-title = Gendannelseskoder
codes-what = Til den dag, hvor app og adgangsnøgle ikke er ved hånden: hver kode virker én gang.
codes-left = Koder tilbage: { $count }
codes-new = Lav nye koder
codes-shown-title = Dine gendannelseskoder
codes-shown-lead = Hver af koderne lukker dig ind én gang i portalen hos { $organization }, efter din adgangskode, når intet andet er ved hånden.
codes-shown-once = De vises kun nu. Udskriv dem, eller kopiér dem til et sikkert sted; ældre koder virker ikke længere.
codes-kept = Jeg har gemt dem

# Vis igen, hvem man er.

confirm-title = Er det dig?
confirm-lead = Det er et stykke tid siden, du loggede ind. Bekræft, at det er dig, før du ændrer, hvordan du logger ind.
confirm-needed = Bekræft først, at det er dig.
confirm-go = Bekræft

letter-second_factor-subject = { $organization }: måden, du logger ind på, er ændret
letter-second_factor-why = Hej { $name }, du får dette brev, fordi måden, du logger ind på i kundeportalen hos { $organization }, er ændret: { $change }
letter-second_factor-do = Hvis du kender til det, er alt i orden. Alle andre åbne sessioner er afsluttet.
letter-second_factor-button = Log ind
letter-second_factor-unexpected = Hvis du ikke kender til det, så svar straks på dette brev: en anden kan være kommet ind.
letter-second_factor-change-app_set_up = en godkendelsesapp er sat op.
letter-second_factor-change-app_off = godkendelsesappen er slået fra.
letter-second_factor-change-new_codes = nye gendannelseskoder er lavet.
letter-second_factor-change-passkey_added = en adgangsnøgle er tilføjet.
letter-second_factor-change-passkey_removed = en adgangsnøgle er fjernet.
letter-second_factor-change-reset = { $organization } har fjernet din anden faktor og dine adgangsnøgler; fra nu af er din adgangskode nok.
