# Staff accounts, settings, what roles hold, wording of letters.

# Staff accounts.

staff-no-customer = det finns ingen kund { $number }
staff-no-areas = det finns inga
staff-areas-of = av { $join }
staff-the-new = Det nya kontot
staff-new-title = Nytt personalkonto
staff-make-verb = Skapa
staff-new-say = Personen loggar in med ett tillfälligt lösenord som du läser upp, och byter det genast.
label-areas = Områden
label-looks-after = Tar hand om
staff-customers-empty = kundnummer, eller ingenting
staff-no-area = det finns inget område { $name }
staff-temporary = Tillfälligt lösenord: { $whose }
staff-temporary-text = Det gäller i 72 timmar och måste bytas vid första inloggningen. Det visas bara nu.
staff-house-language = organisationens
staff-account-of = Konto för { $name }
staff-edit-say = En annan roll avslutar personens sparade inloggningar. Enskilda behörigheter förblir som de är.
staff-mobile-empty = för SMS, som +46 70 123 45 67
staff-written-in = Brev på
label-time-zone = Tidszon
staff-zone-empty = organisationens, eller som Europe/Stockholm
staff-admin-all = En administratör har alla behörigheter, vad som än står här.
staff-permissions-say = ● som rollen säger, tillåten eller nekad utöver den. Ingen ger det de inte själva har.
staff-permissions-saved = Behörigheter för { $name } sparade
staff-areas-say = Bara kunder i dessa områden; vad som syns av andra säger inställningen ”utanför områden”.
staff-areas-title = Områden för { $name }
staff-areas-saved = Områden för { $name } sparade
staff-customers-title = Kunder som { $name } tar hand om
staff-customers-done = { $name } tar hand om { $customers } kunder
staff-customers-say = Deras nummer, med kommatecken emellan.
staff-on-text = { $name } kan logga in igen med samma lösenord som förut.
staff-off-text = { $name } kan inte längre logga in, och det som är öppet någonstans avslutas vid nästa anrop. Inget går förlorat.
staff-password-ask = Skapa ett nytt lösenord för { $name }?
staff-password-text = Nuvarande lösenord och alla sparade inloggningar upphör. Det nya visas en gång, att läsa upp, och måste bytas vid första inloggningen.
staff-password-verb = Skapa ett lösenord
staff-out-ask = Logga ut { $name } överallt?
staff-out-text = Alla sparade inloggningar avslutas; det som är öppet med en avslutas vid nästa anrop.
staff-out-done = { $ended } sparade inloggningar avslutade
staff-permissions-of = Behörigheter för { $name } · { $role }
staff-ask-on = Slå på kontot för { $name }?
staff-ask-off = Stänga av kontot för { $name }?
staff-done-on = Kontot för { $name } är på
staff-done-off = Kontot för { $name } är av
staff-now-role = { $name } är { $role }
staff-temporary-short = tillf. lösen
staff-active = aktiv
staff-everywhere = överallt
staff-nowhere = inga !
staff-title = Personal
staff-nobody = Ingen här; n skapar det första kontot.
staff-no-customer-own = ingen egen kund
staff-no-mobile = inget: får veta via e-post
staff-house-language-long = organisationens språk
staff-works-until = gäller till { $at }
staff-new-short = Nytt konto
staff-role-everywhere = rollen { $role } arbetar överallt

# Wording of letters.

letters-title = Brev
letters-own = egna ord
letters-type = Skriv för att hitta ett slag eller ett språk.
letters-which = Formulera vilket brev?
letters-own-unfit = egna ord, som inte passar längre
letters-own-words = egna ord: { $words }
letters-part = Vilken del?
letters-change = Ändra orden
letters-take-back = Ta tillbaka dem
letters-as-before = delen säger igen det som den sade förut
letters-by = Av { $by }.
letters-done = Delen { $which } är formulerad på nytt; brev som skickas från nu säger det
letters-say = Ren text; dessa fylls i: { $braced }.{ $must }
letters-unused = De här orden används inte, för det de säger { $why }.
label-words = Ord
letters-back-ask = Ta tillbaka orden i { $part } på { $own_name }?
letters-again = Delen säger igen: { $ours }
letters-back-verb = Ta tillbaka
letters-back-done = Delen { $part } säger igen det som den sade förut

# Settings.

setting-module = om portalen svarar alls
roles-title = Vad roller omfattar
setting-roles = de tre rollernas behörigheter
setting-templates = mallar: vad som ses på, en punkt per rad
setting-letters = deras ord, per slag och språk
setting-outside = Utanför områden
setting-outside-means = vad som syns av kunder i andra områden
setting-mail-temporary = Maila tillf. lösen
setting-mail-temporary-means = om lösenord får skickas med e-post
setting-link-billing = Länk visar faktura
setting-link-billing-means = om den säkra länken visar fakturor
setting-second = Andra steg
setting-second-means = om alla behöver ett i portalen
setting-language-means = där ingen har valt något
setting-zone-means = för datum i brev och på sidor
setting-reply = Svar går till
setting-reply-means = adressen som svar på brev når
setting-accent = Färg
setting-accent-means = portalens, som #rrggbb
setting-enter = enter visar
setting-demanded = krävs
setting-as-liked = som folk vill
settings-title = Inställningar
column-setting = Inställning
column-now = Nu
column-means = Vad det betyder
setting-saved = { $name }: sparat
setting-elsewhere = Kunder annorstädes
setting-mail-tick = Tillfälliga lösenord får skickas med e-post
setting-link-tick = Den som har en säker länk ser fakturor
setting-second-say = Den som inget har lägger upp ett vid nästa inloggning: en app som visar koder, eller en passkey (R22).
setting-second-tick = Alla som loggar in i portalen behöver ett

# What roles hold.

role-never = { $permission } kan aldrig ingå i rollen { $role }
role-leave-text = Det som ändrats är inte sparat. Stanna, så visar w vad det betyder och sparar det.
role-touched = { $role }: { $people } berörs
role-exceptions = Den som har ett undantag behåller det. Det gäller genast.
role-ask = Ändra vad roller omfattar?
role-unsaved = { $n } ändringar av vad roller omfattar
role-legend = ■ ingår  □ kan ges till en person  – aldrig  * ändrad
role-hint = mellanslag ändrar · esc stänger
role-hint-changed = mellanslag ändrar · w visar vad det betyder och sparar ({ $n }) · esc
role-saved-one = { $n } ändring av vad roller omfattar sparad
role-saved-many = { $n } ändringar av vad roller omfattar sparade
role-gains = { $people } får: { $permission }
role-gain = { $people } får: { $permission }
role-loses = { $people } förlorar: { $permission }
role-lose = { $people } förlorar: { $permission }
role-too-many = fler än { $people }: ingen får brev
role-told-nobody = ingen får brev
role-told = får brev: { $people }
