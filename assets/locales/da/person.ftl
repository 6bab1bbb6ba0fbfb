# Personalets visninger, kladder, egne data.

# Det skrevne overlever login.

kept-sign-in = Det, du skrev, er her stadig. Log ind, så kommer det tilbage; intet sendes, før du sender det.
notice-kept = Du er logget ind igen. Se det, du skrev, igennem, og send det.
notice-kept-without-files = Du er logget ind igen. Se det, du skrev, igennem, vælg dine filer én gang til, og send det.
kept-title = Det, du skrev
kept-no-form = Du er logget ind, men formularen er her ikke (længere) for dig. Intet er sendt. Det her skrev du, så du kan kopiere det:

# Personalet ser portalen som en anden.

view-title = Se portalen
view-heading = Se portalen som { $name }
view-lead = Du ser det, { $name } ser, i en halv time. Intet kan ændres, intet markeres som set, og det noteres i loggen.
view-by = For
view-start = Se
view-help = Linket virker én gang og i et minut. Det, du så på før, slutter.
view-label = Visning
view-says = { $by } ser portalen som { $name }, til { $until }. Intet kan ændres.
view-shut-out = { $name } kan ikke komme ind lige nu.
view-end = Afslut visning
view-ended = Du kan lukke dette vindue.
failure-view-only-title = Du ser kun på
failure-view-only-text = I en visning kan intet sendes eller ændres. Der er ikke sket noget.
failure-view-over-title = Visningen er slut
failure-view-over-text = Tiden er gået, den blev afsluttet, eller den blev erstattet af en anden. Lav et nyt link på kontoret for en ny visning.
failure-no-view-title = Linket åbner ikke noget
failure-no-view-text = Sådan et link virker én gang og i et minut. Lav et nyt på kontoret.

# Kontoen.

profile-first-name = Fornavn
profile-last-name = Efternavn
profile-mobile = Mobilnummer
profile-mobile-hint = Så man kan få fat i dig på dagen. Som du taster det, eller med landets kode: +45 20 12 34 56. Lad feltet stå tomt, hvis du ikke har et.
profile-save = Gem
notice-profile = Dine oplysninger er gemt.
problem-name = Skriv et navn på højst 100 tegn.
problem-mobile = Det er ikke et mobilnummer. Skriv det sådan: +45 20 12 34 56.
problem-mobile-country = Skriv nummeret med landets kode, for eksempel +45.
problem-profile-changed = Du har ændret det i et andet vindue imens. Se det igennem, og gem igen.
account-profile-hint = { $organization } ser det også og hilser dig med dette navn.
account-calendar = Adresse til min kalender
account-data = Dine data
account-data-text = En kopi af alt, hvad der gemmes om dig: navne og adresse, hvad du må se og gøre, hvor du er logget ind, hvad du har skrevet og gjort. En fil, som andre programmer kan læse (JSON).
account-data-get = Hent mine data
topic-means-orders = Du får besked, når et besøg planlægges, flyttes eller aflyses, og når en ordre er færdig.
topic-means-new_orders = Du får besked, når der laves en ny ordre til dig.
topic-means-comments = Du får besked, når nogen skriver på en ordre, du ser.
topic-means-objects = Du får besked, når et af dine apparater skal tjekkes.
topic-means-documents = Du får besked, når der er et nyt dokument til dig.
topic-means-billing = Du får besked, når der er en ny faktura eller et tilbud at tage stilling til.
topic-means-video = Du får besked, når et videomøde planlægges eller flyttes.

# By whose clocks the times in letters are.
time-zone = Tidszone i breve
time-zone-hint = Tider i breve til dig følger dette ur. Siderne her viser klokken på det sted, hvor arbejdet udføres.
time-zone-house = Som for alle: { $zone }
time-zone-save = Gem tidszone
notice-time-zone = Tidszonen i dine breve er ændret.
problem-time-zone = Vælg en af tidszonerne.

# One click in a letter switches its topic off.
unsubscribe-title = Ikke flere breve om dette?
unsubscribe-lead = { $organization } skriver til dig om dette:
unsubscribe-button = Slå disse breve fra
unsubscribe-rest = Alt andet bliver, som det er. Breve om selve adgangen, for eksempel links til en ny adgangskode, kommer stadig.
unsubscribe-off-title = Slået fra
unsubscribe-off = { $organization } skriver ikke længere til dig om dette:
unsubscribe-again = Du kan slå det til igen på din konto, når du vil.
unsubscribe-account = Til min konto
unsubscribe-again-staff = Du kan slå det til igen i Keydesk, når du vil, med ”keydesk notices”.
staff-topic-orders = Ordrer
staff-topic-comments = Kommentarer
staff-topic-video_sessions = Videomøder
staff-topic-documents = Dokumenter
staff-topic-faults = Fejlmeldinger
staff-topic-billing = Svar på tilbud
