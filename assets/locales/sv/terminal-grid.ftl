# The permission grid, and what permissions, roles and effects are called.

# The grid.

grid-a-contact = en kontakt
contact-none = ingen
grid-not-with-role = { $permission } kan inte ges med rollen { $role }; r ändrar rollen
grid-role-changes = Roll: { $role } → { $role2 } · öppna sessioner avslutas
grid-sees-changes = Ser: { $scope } → { $scope2 }
grid-contact-changes = Kontakt: { $contact } → { $contact2 }
grid-unsaved = { $n } inte sparade
grid-failed = ✗ { $sentence } (esc stänger, f5 i listan försöker igen)
grid-legend = ■ ja  □ nej  ● som rollen säger  * ändrad  – går inte med den rollen
grid-empty = Ingen har åtkomst ännu. Esc, sedan bjuder i in den första personen.
column-user = Användare
column-sees = Ser
grid-sees-long = Anläggningar som personen ser
grid-contact-long = Kontakten som personen är
grid-place = { $name } · kolumn { $column } av { $COLUMNS }
grid-area-off = portaldelen { $area } är av för kunden: det har ingen verkan
grid-look-only = Bara att se på: för att ändra krävs behörigheten edit_customer_user_permissions, som en administratör kan ge dig.
grid-role-says = { $name } / Roll: { $role }, { $role2 }. r ändrar den.
grid-sees-says = { $name } / Ser: { $scope }. f ändrar det.
grid-no-contact = { $name } är inte kopplad till någon kontakt. c ändrar det.
grid-is-contact = { $name } är kontakten { $id }: ser bara kontaktens ärenden, aldrig fakturor eller offerter. c ändrar det.
grid-cannot = { $name } / { $heading }: kan inte ges med rollen { $role }.
grid-role-was = { $name } / Roll: { $role } → { $new }.
grid-sees-was = { $name } / Ser: { $scope } → { $new }.
grid-contact-was = { $name } / Kontakt: { $contact } → { $new }.
grid-space-denies = { $name } / { $heading }: { $standing }. Mellanslag nekar det:
grid-space-allows = { $name } / { $heading }: { $standing }. Mellanslag tillåter det:
grid-pending = inbj.
grid-suspended = avst.
grid-revoked = bort.
grid-expired = slut
grid-meanwhile = { $who } har ändrat { $name } under tiden
grid-kept-on-top = ! { $join }; dina ändringar ligger kvar ovanpå.
grid-contact-one = En kontakt är en person; välj den för var och en med c
grid-other-people = andra personer
grid-marked-people = markerade personer
grid-refused = För { $refused } av { $rows } kan den inte ges med deras roll
grid-done-for = Gjort för { $rows } { $of }; inget sparas före w
grid-space-hint = mellanslag ger eller tar en behörighet
grid-as-role-hint = = lämnar en behörighet till rollen; gå till en behörighet först
grid-title = Behörigheter
grid-crumbs = { $number } { $name } ▸ Användare ▸ Behörigheter
nothing-changed = inget har ändrats
grid-corporate = roller finns bara för företagskunder
grid-nobody = ingen har åtkomst ännu
grid-look = Du får se behörigheter, inte ändra dem
grid-unsaved-one = 1 ändring av behörigheter
grid-unsaved-many = { $n } ändringar av behörigheter
grid-saved = Sparat: { $said }

# Over the grid.

grid-managed = Kunden sköts av er organisation: moderator och medlem rekommenderas.
grid-role-ends = En ny roll avslutar personens öppna sessioner. Undantag är kvar, så långt rollen tillåter dem.
grid-role-of = Roll för { $name }
grid-admin-ask = Göra { $name } till administratör?
grid-admin-text = Kunden sköts av er organisation: dess personer behöver ingen egen administratör. En administratör bjuder in kollegor, ändrar företagsuppgifter och kan begära självständighet, förbi er. Moderator och medlem rekommenderas.
grid-admin-verb = Gör till administratör
grid-no-contact-item = Ingen kontakt
grid-no-contact-note = ser det som behörigheter och anläggningar tillåter
grid-contact-foot = Kopplad till en kontakt ser en person bara kontaktens ärenden, och aldrig fakturor eller offerter. Kopplingen kan ändras eller tas bort när som helst.
grid-contact-of-person = Personens kontakt
grid-contact-of = Kontakt för { $name }
grid-leave-text = Stanna, så visar och sparar w det som ändrats.
grid-yours-kept = ! { $sentence } Dina ändringar är kvar.
grid-tab-hint = Enter eller p öppnar tabellen över hela skärmen, för att ändra.
customer-none-here = det finns ingen kund här

# Permissions: in the room of a column (seven cells at most), and in full.

grid-faults = Fel
grid-comment = Kommen.
grid-upload = Bifoga
grid-estimates = Offert
grid-estimates-long = Se, godta och avböja offerter
grid-docs = Dok.
grid-calendar = Kalend.
grid-calendar-long = Se planerade besök
grid-company-long = Se företagsuppgifter och anläggningar
grid-edit-company = ÄndraFö
grid-edit-company-long = Ändra företagsuppgifter
grid-dashboard = Översi.
grid-edit-orders = ÄndraÄr
grid-devices = Enheter
grid-devices-long = Lägga till och ändra serviceobjekt
grid-uptime = Mätare
grid-uptime-long = Ange avläsningar
grid-checks = Kontrol
grid-video = Video
grid-video-plus = Video+
grid-notify = Avisera
grid-notify-long = Välja att få veta om nya arbetsordrar
grid-users = Kolleg.
grid-users-long = Bjuda in och hantera kollegor
grid-independence = Självst
grid-independence-long = Begära att bli en självständig organisation

# Roles, and how a permission stands.

role-admin = admin
role-moderator-short = moderator
role-member-short = medlem
role-administrator-note = allt, och hanterar kollegorna
role-moderator-note = allt i det dagliga arbetet
role-member-note = ser och kommenterar; mer där det ges
standing-by-role = tillåten av rollen
standing-allowed = tillåten
standing-not-by-role = ges inte av rollen
standing-denied = nekad
scope-all-word = allt
scope-nothing-word = ingenting !
effect-same = Ärenden och objekt som syns förblir desamma.
effect-will-lose = Ser inte längre { $counts }.
effect-would-lose = Skulle inte längre se { $counts }.
effect-will-gain = Ser även { $counts }.
effect-would-gain = Skulle även se { $counts }.
effect-will-nothing = Ser ingenting alls.
effect-would-nothing = Skulle inte se någonting alls.

# Something for everybody marked.

bulk-permission = Behörighet
bulk-permission-note = tillåten, nekad, eller som rollen säger
bulk-role-note = administratör, moderator, medlem
bulk-everything = Se allt
bulk-everything-note = varje anläggning, och det som inte hör till någon
bulk-unassigned = Se bara det utan anläggning
bulk-resend = Skicka inbjudningar igen
bulk-resend-note = väntande och utgångna
bulk-suspend-note = tills det hävs
bulk-lift = Häv avstängningar
bulk-revoke-note = avslutar åtkomsten
bulk-foot = Det visas en gång till innan något händer. En transaktion: för alla eller för ingen.
bulk-for = För { $words }
bulk-which-foot = Vilken behörighet som ändras.
bulk-which-permission = Vilken behörighet?
bulk-whatever-role = vad rollen än har
bulk-as-role = som rollen säger
bulk-no-exception = inget undantag
bulk-so-already = Den som redan har det så lämnas utanför.
bulk-role-foot = En ny roll avslutar de öppna sessionerna för den som får den. Undantag är kvar, så långt rollen tillåter dem.
bulk-which-role = Vilken roll?
bulk-nobody = Ingen där har åtkomst
bulk-all-so = De har det redan så; inget ändras
bulk-ask = { $verb }: { $users } personer?
bulk-left-out = { $left_out } av de markerade lämnas utanför: det är inte meningsfullt för hur det står till med dem.
bulk-tell = Meddela var och en med ett brev
bulk-sure = Ja, { $to_lowercase } för alla
bulk-invitations = Inbjudningar
bulk-no-invitation = Ingen av dem har en inbjudan som väntar
bulk-new-letter = ✓ ett nytt brev till { $sent_to }
bulk-resend-ask = Skicka { $open } inbjudningar igen?
bulk-resend-verb = Skicka igen
bulk-resend-text = Var och en får ett nytt brev med en ny länk; länkar som skickats slutar gälla, utgångna får nytt liv.
bulk-resend-sure = Ja, skicka alla
bulk-done = Gjort för { $rows }
bulk-only-nowhere = bara det utan anläggning
bulk-chosen = { $n } valda anläggningar
bulk-sees = Ser: { $user } → { $after }
bulk-review = Granska
bulk-person = { $name } · { $email } hos { $customer_number } · { $state }
bulk-marked-customer = { $n } markerad kund
bulk-marked-customers = { $n } markerade kunder
bulk-marked-person = { $n } markerad person
bulk-marked-people = { $n } markerade personer
bulk-more = … och { $n } till
