# Andra faktorer, passkeys, glömda lösenord.

# "Glömt lösenordet".

recovery-link = Glömt lösenordet?
recovery-title = Glömt lösenordet?
recovery-lead = Skriv din e-postadress. Om du har åtkomst får du en länk där du väljer ett nytt lösenord.
recovery-send = Skicka länken
recovery-asked-title = Titta i din inkorg
recovery-asked-text = Om adressen har åtkomst är ett brev med en länk på väg. Länken fungerar en gång, i en halvtimme.
recovery-asked-nothing = Kom ingenting? Titta bland oönskad e-post och kontrollera adressen. Ett brev skickas högst en gång i timmen. Vänd dig annars till ditt serviceföretag.

letter-recovery-subject = { $organization }: välj ett nytt lösenord
letter-recovery-why = Hej { $name }, du får det här brevet för att någon har bett om ett nytt lösenord med din adress på inloggningssidan till kundportalen hos { $organization }.
letter-recovery-do = Om det var du öppnar du länken och väljer ett nytt lösenord.
letter-recovery-button = Välj ett nytt lösenord
letter-recovery-unexpected = Om det inte var du behöver du inte göra något: ditt lösenord är kvar som det är, och ingen annan får den här länken.

# Efter lösenordet.

second-title = Ett steg till
second-lead = Ditt lösenord stämmer. Visa en gång till att det är du.
second-passkey = Använd en passkey
second-code = Kod från din autentiseringsapp
second-code-hint = Sex siffror. En av dina återställningskoder fungerar också.
second-recovery-code = Återställningskod
second-continue = Fortsätt
second-lost = Har du tappat enheten och har inga återställningskoder till hands? Vänd dig till ditt serviceföretag, som kan ta bort den andra faktorn.
second-back = Tillbaka till inloggningen
notice-step-over = Det andra steget tog för lång tid eller blev fel för många gånger. Logga in igen.
problem-second-factor = Koden stämmer inte, har redan använts eller har gått ut. Vänta på nästa och försök igen.

# Passkeys.

passkey-sign-in = Logga in med en passkey
passkey-needs-script = Passkeys behöver JavaScript, som är avstängt i den här webbläsaren. Allt annat fungerar ändå.
passkey-unable = Den här webbläsaren kan inte använda passkeys här.
passkey-impossible = Passkeys går inte att använda på den här adressen, eftersom den inte är ett namn.
passkey-failed = Det blev inget. Försök igen eller välj ett annat sätt.
problem-passkey = Din passkey godtogs inte. Försök igen eller välj ett annat sätt.
problem-passkey-new = Din passkey kunde inte läggas till. Försök igen.
problem-passkey-many = Du har så många passkeys som en person kan ha. Ta bort en först.
problem-passkey-known = Den här enheten eller nyckeln har redan en passkey här.
problem-passkey-name = Ge din passkey ett namn, så att du känner igen den.
problem-passkey-name-long = Namnet får ha högst 60 tecken.
passkeys-title = Passkeys
passkeys-what = Logga in med fingeravtryck, ansikte eller enhetens kod, utan lösenord. En passkey räknas också som andra faktor.
passkeys-lead = En passkey stannar på din enhet eller i din lösenordshanterare. Den fungerar bara här och kan varken gissas eller luras av dig.
passkeys-count = Passkeys: { $count }
passkeys-manage = Passkeys
passkeys-yours = Dina passkeys
passkeys-none = Du har ingen passkey än.
passkey-since = Sedan
passkey-used = Senast använd
passkey-never = aldrig
passkey-remove = Ta bort
passkey-remove-label = Ta bort { $name }
passkey-new = Lägg till en passkey
passkey-name = Namn
passkey-name-hint = Till exempel enheten den finns på: "Min telefon".
passkey-add = Lägg till en passkey
notice-passkey-added = Din passkey har lagts till. Du är utloggad överallt annars.
notice-passkey-removed = Din passkey har tagits bort. Du är utloggad överallt annars.

# Den andra faktorn i kontot.

account-keys = Andra faktor och passkeys
account-keys-lead = Skydda din åtkomst med mer än ett lösenord.
second-factor-title = Andra faktor
second-factor-lead = Med en andra faktor kommer ingen in med enbart ditt lösenord.
second-factor-demanded = { $organization } kräver en andra faktor. Välj ett av de två sätten; sedan kan du fortsätta.
app-title = Autentiseringsapp
app-what = En app i telefonen visar en ny kod varje halvminut, som du skriver efter lösenordet.
app-begin = Ställ in en app
app-is-on = Inställd. Efter lösenordet frågar vi efter appens kod.
app-switch-off = Stäng av
app-scan = Skanna bilden med din autentiseringsapp:
app-qr = QR-kod med hemligheten till din autentiseringsapp
app-by-hand = Eller skriv in hemligheten i appen:
app-open = Öppna i en app på den här enheten
app-code = Koden som appen visar
app-code-hint = Sex siffror
app-confirm = Klar
notice-app-on = Autentiseringsappen är inställd. Du är utloggad överallt annars.
notice-app-off = Autentiseringsappen är avstängd. Du är utloggad överallt annars.
problem-app-code = Det är inte koden som appen visar just nu. Kontrollera att enhetens klocka går rätt.
codes-title = Återställningskoder
codes-what = För den dag då app och passkey inte finns till hands: varje kod fungerar en gång.
codes-left = Koder kvar: { $count }
codes-new = Gör nya koder
codes-shown-title = Dina återställningskoder
codes-shown-lead = Varje kod släpper in dig en gång i portalen hos { $organization }, efter ditt lösenord, när inget annat finns till hands.
codes-shown-once = De visas bara nu. Skriv ut dem eller kopiera dem till ett säkert ställe; äldre koder fungerar inte längre.
codes-kept = Jag har sparat dem

# Visa igen vem man är.

confirm-title = Är det du?
confirm-lead = Det var ett tag sedan du loggade in. Bekräfta att det är du innan du ändrar hur du loggar in.
confirm-needed = Bekräfta först att det är du.
confirm-go = Bekräfta

letter-second_factor-subject = { $organization }: sättet du loggar in på har ändrats
letter-second_factor-why = Hej { $name }, du får det här brevet för att sättet du loggar in på i kundportalen hos { $organization } har ändrats: { $change }
letter-second_factor-do = Om du känner till det är allt i sin ordning. Alla andra öppna sessioner har avslutats.
letter-second_factor-button = Logga in
letter-second_factor-unexpected = Om du inte känner till det, svara genast på det här brevet: någon annan kan ha kommit in.
letter-second_factor-change-app_set_up = en autentiseringsapp har ställts in.
letter-second_factor-change-app_off = autentiseringsappen har stängts av.
letter-second_factor-change-new_codes = nya återställningskoder har gjorts.
letter-second_factor-change-passkey_added = en passkey har lagts till.
letter-second_factor-change-passkey_removed = en passkey har tagits bort.
letter-second_factor-change-reset = { $organization } har tagit bort dina andra faktorer och passkeys; från och med nu räcker ditt lösenord.
