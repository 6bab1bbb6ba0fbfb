# Staff accounts, settings, what roles hold, wording of letters.

# Staff accounts.

staff-no-customer = der er ingen kunde { $number }
staff-no-areas = der er ingen
staff-areas-of = af { $join }
staff-the-new = Den nye konto
staff-new-title = Ny personalekonto
staff-make-verb = Opret
staff-new-say = Personen logger ind med en midlertidig adgangskode, som du læser op, og udskifter den straks.
label-areas = Områder
label-looks-after = Tager sig af
staff-customers-empty = kundenumre, eller intet
staff-no-area = der er intet område { $name }
staff-temporary = Midlertidig adgangskode: { $whose }
staff-temporary-text = Den virker i 72 timer og skal udskiftes ved første login. Den vises kun denne ene gang.
staff-house-language = organisationens
staff-account-of = Konto for { $name }
staff-edit-say = En anden rolle afslutter personens huskede login. Enkelte rettigheder forbliver, som de er.
staff-mobile-empty = til SMS, som +45 20 12 34 56
staff-written-in = Breve på
label-time-zone = Tidszone
staff-zone-empty = organisationens, eller som Europe/Copenhagen
staff-admin-all = En administrator har alle rettigheder, uanset hvad der står her.
staff-permissions-say = ● som rollen siger, tilladt eller nægtet ud over den. Ingen giver, hvad de ikke selv har.
staff-permissions-saved = Rettigheder for { $name } gemt
staff-areas-say = Kun kunder i disse områder; hvad der ses af andre, siger indstillingen ”uden for områder”.
staff-areas-title = Områder for { $name }
staff-areas-saved = Områder for { $name } gemt
staff-customers-title = Kunder, som { $name } tager sig af
staff-customers-done = { $name } tager sig af { $customers } kunder
staff-customers-say = Deres numre, med kommaer imellem.
staff-on-text = { $name } kan logge ind igen med adgangskoden fra før.
staff-off-text = { $name } kan ikke længere logge ind, og det, der er åbent et sted, slutter ved næste forespørgsel. Intet går tabt.
staff-password-ask = Lav en ny adgangskode til { $name }?
staff-password-text = Den nuværende adgangskode og alle huskede login ophører. Den nye vises én gang, til at læse op, og skal udskiftes ved første login.
staff-password-verb = Lav en adgangskode
staff-out-ask = Log { $name } ud overalt?
staff-out-text = Alle huskede login afsluttes; det, der er åbent med et, slutter ved næste forespørgsel.
staff-out-done = { $ended } huskede login afsluttet
staff-permissions-of = Rettigheder for { $name } · { $role }
staff-ask-on = Slå kontoen for { $name } til?
staff-ask-off = Slå kontoen for { $name } fra?
staff-done-on = Kontoen for { $name } er slået til
staff-done-off = Kontoen for { $name } er slået fra
staff-now-role = { $name } er { $role }
staff-temporary-short = midl. kode
staff-active = aktiv
staff-everywhere = overalt
staff-nowhere = ingen !
staff-title = Personale
staff-nobody = Ingen her; n laver den første konto.
staff-no-customer-own = ingen egen kunde
staff-no-mobile = ingen: besked på e-mail
staff-house-language-long = organisationens sprog
staff-works-until = virker til { $at }
staff-new-short = Ny konto
staff-role-everywhere = rollen { $role } arbejder overalt

# Wording of letters.

letters-title = Breve
letters-own = egne ord
letters-type = Skriv for at finde en slags eller et sprog.
letters-which = Formulér hvilket brev?
letters-own-unfit = egne ord, der ikke passer mere
letters-own-words = egne ord: { $words }
letters-part = Hvilken del?
letters-change = Ret ordene
letters-take-back = Tag dem tilbage
letters-as-before = delen siger igen det, den sagde før
letters-by = Af { $by }.
letters-done = Delen { $which } er formuleret på ny; breve fra nu af siger det
letters-say = Ren tekst; disse udfyldes: { $braced }.{ $must }
letters-unused = Disse ord bruges ikke, for det, de siger, { $why }.
label-words = Ord
letters-back-ask = Tag ordene i { $part } på { $own_name } tilbage?
letters-again = Delen siger igen: { $ours }
letters-back-verb = Tag tilbage
letters-back-done = Delen { $part } siger igen det, den sagde før

# Settings.

setting-module = om portalen overhovedet svarer
roles-title = Hvad roller omfatter
setting-roles = de tre rollers rettigheder
setting-templates = skabeloner: hvad der ses på, ét punkt pr. linje
setting-letters = deres ord, pr. slags og sprog
setting-outside = Uden for områder
setting-outside-means = hvad der ses af kunder i andre områder
setting-mail-temporary = Mail midl. kode
setting-mail-temporary-means = om adgangskoder må sendes på mail
setting-link-billing = Link viser regning
setting-link-billing-means = om det sikre link viser regninger
setting-second = Andet trin
setting-second-means = om alle skal have et i portalen
setting-language-means = hvor ingen har valgt et
setting-zone-means = for datoer i breve og på sider
setting-reply = Svar går til
setting-reply-means = adressen, som svar på breve når
setting-accent = Farve
setting-accent-means = portalens, som #rrggbb
setting-enter = enter viser dem
setting-demanded = kræves
setting-as-liked = som man vil
settings-title = Indstillinger
column-setting = Indstilling
column-now = Nu
column-means = Hvad det betyder
setting-saved = { $name }: gemt
setting-elsewhere = Kunder andre steder
setting-mail-tick = Midlertidige adgangskoder må mailes
setting-link-tick = Den, der har et sikkert link, ser regninger
setting-second-say = Den, der intet har, opretter et ved næste login: en app, der viser koder, eller en adgangsnøgle (R22).
setting-second-tick = Alle, der logger ind i portalen, skal have et

# What roles hold.

role-never = { $permission } kan aldrig være i rollen { $role }
role-leave-text = Det ændrede er ikke gemt. Bliv, så viser w, hvad det betyder, og gemmer det.
role-touched = { $role }: { $people } berøres
role-exceptions = Den, der har en undtagelse, beholder den. Det gælder straks.
role-ask = Ændr, hvad roller omfatter?
role-unsaved = { $n } ændringer af, hvad roller omfatter
role-legend = ■ indgår  □ kan gives til en person  – aldrig  * ændret
role-hint = mellemrum ændrer · esc lukker
role-hint-changed = mellemrum ændrer · w viser, hvad det betyder, og gemmer ({ $n }) · esc
role-saved-one = { $n } ændring af, hvad roller omfatter, gemt
role-saved-many = { $n } ændringer af, hvad roller omfatter, gemt
role-gains = { $people } får: { $permission }
role-gain = { $people } får: { $permission }
role-loses = { $people } mister: { $permission }
role-lose = { $people } mister: { $permission }
role-too-many = flere end { $people }: ingen får brev
role-told-nobody = ingen får brev
role-told = får brev: { $people }
