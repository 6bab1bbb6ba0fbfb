# Personalens visningar, utkast, egna uppgifter.

# Det som skrevs överlever inloggningen.

kept-sign-in = Det du skrev finns kvar. Logga in så kommer det tillbaka; inget skickas förrän du skickar det.
notice-kept = Du är inloggad igen. Kontrollera det du skrev och skicka det.
notice-kept-without-files = Du är inloggad igen. Kontrollera det du skrev, välj dina filer en gång till och skicka.
kept-title = Det du skrev
kept-no-form = Du är inloggad, men formuläret finns inte (längre) här för dig. Inget har skickats. Det här skrev du, så att du kan kopiera det:

# Personalen ser portalen som någon annan.

view-title = Se portalen
view-heading = Se portalen som { $name }
view-lead = Du ser det { $name } ser, i en halvtimme. Inget kan ändras, inget markeras som sett, och det noteras i loggen.
view-by = För
view-start = Se
view-help = Länken fungerar en gång och i en minut. Det du såg på tidigare avslutas.
view-label = Visning
view-says = { $by } ser portalen som { $name }, till { $until }. Inget kan ändras.
view-shut-out = { $name } kommer inte in just nu.
view-end = Avsluta visningen
view-ended = Du kan stänga det här fönstret.
failure-view-only-title = Du tittar bara
failure-view-only-text = I en visning kan inget skickas eller ändras. Inget har hänt.
failure-view-over-title = Visningen är avslutad
failure-view-over-text = Tiden är slut, den avslutades, eller så ersattes den av en annan. Gör en ny länk på kontoret för en ny visning.
failure-no-view-title = Länken öppnar inget
failure-no-view-text = En sådan länk fungerar en gång och i en minut. Gör en ny på kontoret.

# Kontot.

profile-first-name = Förnamn
profile-last-name = Efternamn
profile-mobile = Mobilnummer
profile-mobile-hint = Så att man kan nå dig samma dag. Så som du slår det, eller med landets kod: +46 70 123 45 67. Lämna tomt om du inte har något.
profile-save = Spara
notice-profile = Dina uppgifter är sparade.
problem-name = Skriv ett namn på högst 100 tecken.
problem-mobile = Det här är inget mobilnummer. Skriv det så här: +46 70 123 45 67.
problem-mobile-country = Skriv numret med landets kod, till exempel +46.
problem-profile-changed = Du har ändrat det här i ett annat fönster under tiden. Kontrollera och spara igen.
account-profile-hint = { $organization } ser det också och hälsar dig med det här namnet.
account-calendar = Adress till min kalender
account-data = Dina uppgifter
account-data-text = En kopia av allt som sparas om dig: namn och adress, vad du får se och göra, var du är inloggad, vad du har skrivit och gjort. En fil som andra program kan läsa (JSON).
account-data-get = Ladda ner mina uppgifter
topic-means-orders = Du får veta när ett besök planeras, flyttas eller ställs in och när en order är klar.
topic-means-new_orders = Du får veta när en ny order läggs upp för dig.
topic-means-comments = Du får veta när någon skriver på en order som du ser.
topic-means-objects = Du får veta när en kontroll av någon av dina apparater ska göras.
topic-means-documents = Du får veta när det finns ett nytt dokument för dig.
topic-means-billing = Du får veta när det finns en ny faktura, eller en offert att ta ställning till.
topic-means-video = Du får veta när ett videomöte planeras eller flyttas.

# By whose clocks the times in letters are.
time-zone = Tidszon i brev
time-zone-hint = Tider i brev till dig följer den här klockan. Sidorna här visar tiden på platsen där arbetet utförs.
time-zone-house = Som för alla: { $zone }
time-zone-save = Spara tidszon
notice-time-zone = Tidszonen i dina brev har ändrats.
problem-time-zone = Välj en av tidszonerna.

# One click in a letter switches its topic off.
unsubscribe-title = Inga fler brev om detta?
unsubscribe-lead = { $organization } skriver till dig om detta:
unsubscribe-button = Stäng av de här breven
unsubscribe-rest = Allt annat blir som det är. Brev om själva åtkomsten, till exempel länkar för ett nytt lösenord, kommer fortfarande.
unsubscribe-off-title = Avstängt
unsubscribe-off = { $organization } skriver inte längre till dig om detta:
unsubscribe-again = Du kan slå på det igen under ditt konto när du vill.
unsubscribe-account = Till mitt konto
unsubscribe-again-staff = Du kan slå på det igen i Keydesk när du vill, med ”keydesk notices”.
staff-topic-orders = Order
staff-topic-comments = Kommentarer
staff-topic-video_sessions = Videomöten
staff-topic-documents = Dokument
staff-topic-faults = Felanmälningar
staff-topic-billing = Svar på offerter
