# The permission grid, and what permissions, roles and effects are called.

# The grid.

grid-a-contact = en kontakt
contact-none = ingen
grid-not-with-role = { $permission } kan ikke gives med rollen { $role }; r ændrer rollen
grid-role-changes = Rolle: { $role } → { $role2 } · åbne sessioner afsluttes
grid-sees-changes = Ser: { $scope } → { $scope2 }
grid-contact-changes = Kontakt: { $contact } → { $contact2 }
grid-unsaved = { $n } ikke gemt
grid-failed = ✗ { $sentence } (esc lukker, f5 i listen prøver igen)
grid-legend = ■ ja  □ nej  ● som rollen siger  * ændret  – ikke muligt med rollen
grid-empty = Ingen har adgang endnu. Esc, og så inviterer i den første person.
column-user = Bruger
column-sees = Ser
grid-sees-long = Lokationer, som personen ser
grid-contact-long = Den kontakt, som personen er
grid-place = { $name } · kolonne { $column } af { $COLUMNS }
grid-area-off = portaldelen { $area } er slået fra for kunden: det har ingen virkning
grid-look-only = Kun til at se på: ændring kræver rettigheden edit_customer_user_permissions, som en administrator kan give dig.
grid-role-says = { $name } / Rolle: { $role }, { $role2 }. r ændrer den.
grid-sees-says = { $name } / Ser: { $scope }. f ændrer det.
grid-no-contact = { $name } er ikke knyttet til nogen kontakt. c ændrer det.
grid-is-contact = { $name } er kontakten { $id }: ser kun kontaktens ordrer, aldrig fakturaer eller tilbud. c ændrer det.
grid-cannot = { $name } / { $heading }: kan ikke gives med rollen { $role }.
grid-role-was = { $name } / Rolle: { $role } → { $new }.
grid-sees-was = { $name } / Ser: { $scope } → { $new }.
grid-contact-was = { $name } / Kontakt: { $contact } → { $new }.
grid-space-denies = { $name } / { $heading }: { $standing }. Mellemrum nægter det:
grid-space-allows = { $name } / { $heading }: { $standing }. Mellemrum tillader det:
grid-pending = inv.
grid-suspended = spær.
grid-revoked = fjer.
grid-expired = udl.
grid-meanwhile = { $who } har ændret { $name } imens
grid-kept-on-top = ! { $join }; dine ændringer bliver liggende ovenpå.
grid-contact-one = En kontakt er én person; vælg den for hver med c
grid-other-people = andre personer
grid-marked-people = markerede personer
grid-refused = For { $refused } af { $rows } kan den ikke gives med deres rolle
grid-done-for = Gjort for { $rows } { $of }; intet gemmes før w
grid-space-hint = mellemrum giver eller tager en rettighed
grid-as-role-hint = = overlader en rettighed til rollen; gå først til en rettighed
grid-title = Rettigheder
grid-crumbs = { $number } { $name } ▸ Brugere ▸ Rettigheder
nothing-changed = intet er ændret
grid-corporate = roller findes kun for erhvervskunder
grid-nobody = ingen har adgang endnu
grid-look = Du må se rettigheder, ikke ændre dem
grid-unsaved-one = 1 ændring af rettigheder
grid-unsaved-many = { $n } ændringer af rettigheder
grid-saved = Gemt: { $said }

# Over the grid.

grid-managed = Kunden forvaltes af jeres organisation: moderator og medlem anbefales.
grid-role-ends = En ny rolle afslutter personens åbne sessioner. Undtagelser består, så langt rollen tillader dem.
grid-role-of = Rolle for { $name }
grid-admin-ask = Gør { $name } til administrator?
grid-admin-text = Kunden forvaltes af jeres organisation: dens personer behøver ingen egen administrator. En administrator inviterer kolleger, retter virksomhedsdata og kan bede om selvstændighed, uden om jer. Moderator og medlem anbefales.
grid-admin-verb = Gør til administrator
grid-no-contact-item = Ingen kontakt
grid-no-contact-note = ser det, som rettigheder og lokationer tillader
grid-contact-foot = Knyttet til en kontakt ser en person kun kontaktens ordrer, og aldrig fakturaer eller tilbud. Forbindelsen kan når som helst ændres eller fjernes.
grid-contact-of-person = Personens kontakt
grid-contact-of = Kontakt for { $name }
grid-leave-text = Bliv, så viser og gemmer w det ændrede.
grid-yours-kept = ! { $sentence } Dine ændringer er bevaret.
grid-tab-hint = Enter eller p åbner gitteret over hele skærmen, for at ændre.
customer-none-here = der er ingen kunde her

# Permissions: in the room of a column (seven cells at most), and in full.

grid-faults = Fejl
grid-comment = Komment
grid-upload = Upload
grid-estimates = Tilbud
grid-estimates-long = Se, godkende og afvise tilbud
grid-docs = Dok.
grid-calendar = Kalend.
grid-calendar-long = Se planlagte besøg
grid-company-long = Se virksomhedsdata og lokationer
grid-edit-company = RetVirk
grid-edit-company-long = Rette virksomhedsdata
grid-dashboard = Overbl.
grid-edit-orders = RetOrdr
grid-devices = Enheder
grid-devices-long = Tilføje og rette serviceobjekter
grid-uptime = Måler
grid-uptime-long = Indtaste aflæsninger
grid-checks = Kontrol
grid-video = Video
grid-video-plus = Video+
grid-notify = Besked
grid-notify-long = Vælge besked om nye arbejdsordrer
grid-users = Kolleg.
grid-users-long = Invitere og styre kolleger
grid-independence = Selvst.
grid-independence-long = Bede om at blive en selvstændig organisation

# Roles, and how a permission stands.

role-admin = admin
role-moderator-short = moderator
role-member-short = medlem
role-administrator-note = alt, og styrer kollegerne
role-moderator-note = alt i det daglige arbejde
role-member-note = ser og kommenterer; mere hvor det gives
standing-by-role = tilladt af rollen
standing-allowed = tilladt
standing-not-by-role = gives ikke af rollen
standing-denied = nægtet
scope-all-word = alt
scope-nothing-word = intet !
effect-same = Synlige ordrer og objekter forbliver de samme.
effect-will-lose = Ser ikke længere { $counts }.
effect-would-lose = Ville ikke længere se { $counts }.
effect-will-gain = Ser også { $counts }.
effect-would-gain = Ville også se { $counts }.
effect-will-nothing = Ser slet intet.
effect-would-nothing = Ville slet intet se.

# Something for everybody marked.

bulk-permission = Rettighed
bulk-permission-note = tilladt, nægtet, eller som rollen siger
bulk-role-note = administrator, moderator, medlem
bulk-everything = Se alt
bulk-everything-note = enhver lokation, og det der ikke hører til nogen
bulk-unassigned = Se kun det uden lokation
bulk-resend = Send invitationer igen
bulk-resend-note = ventende og udløbne
bulk-suspend-note = til det ophæves
bulk-lift = Ophæv spærringer
bulk-revoke-note = afslutter adgangen
bulk-foot = Det vises igen, før noget sker. Én transaktion: for alle eller for ingen.
bulk-for = For { $words }
bulk-which-foot = Hvilken rettighed der ændres.
bulk-which-permission = Hvilken rettighed?
bulk-whatever-role = uanset hvad rollen har
bulk-as-role = som rollen siger
bulk-no-exception = ingen undtagelse
bulk-so-already = Den, der allerede har det sådan, udelades.
bulk-role-foot = En ny rolle afslutter de åbne sessioner for den, der får den. Undtagelser består, så langt rollen tillader dem.
bulk-which-role = Hvilken rolle?
bulk-nobody = Ingen der har adgang
bulk-all-so = De har det allerede sådan; intet ændres
bulk-ask = { $verb }: { $users } personer?
bulk-left-out = { $left_out } af de markerede udelades: det giver ikke mening for, hvordan de står.
bulk-tell = Fortæl hver af dem det med et brev
bulk-sure = Ja, { $to_lowercase } for alle
bulk-invitations = Invitationer
bulk-no-invitation = Ingen af dem har en invitation, der venter
bulk-new-letter = ✓ et nyt brev til { $sent_to }
bulk-resend-ask = Send { $open } invitationer igen?
bulk-resend-verb = Send igen
bulk-resend-text = Hver får et nyt brev med et nyt link; tidligere sendte links holder op, udløbne genoplives.
bulk-resend-sure = Ja, send dem alle
bulk-done = Gjort for { $rows }
bulk-only-nowhere = kun det uden lokation
bulk-chosen = { $n } valgte lokationer
bulk-sees = Ser: { $user } → { $after }
bulk-review = Gennemse
bulk-person = { $name } · { $email } hos { $customer_number } · { $state }
bulk-marked-customer = { $n } markeret kunde
bulk-marked-customers = { $n } markerede kunder
bulk-marked-person = { $n } markeret person
bulk-marked-people = { $n } markerede personer
bulk-more = … og { $n } mere
