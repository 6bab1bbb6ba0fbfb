# The permission grid, and what permissions, roles and effects are called.

# The grid.

grid-a-contact = ein Kontakt
contact-none = keiner
grid-not-with-role = { $permission } kann mit der Rolle { $role } nicht gegeben werden; r ändert die Rolle
grid-role-changes = Rolle: { $role } → { $role2 } · offene Sitzungen enden
grid-sees-changes = Sieht: { $scope } → { $scope2 }
grid-contact-changes = Kontakt: { $contact } → { $contact2 }
grid-unsaved = { $n } nicht gespeichert
grid-failed = ✗ { $sentence } (esc schließt, f5 in der Liste versucht es noch einmal)
grid-legend = ■ ja  □ nein  ● wie die Rolle sagt  * geändert  – mit der Rolle unmöglich
grid-empty = Noch hat niemand Zugang. Esc, dann lädt i die erste Person ein.
column-user = Benutzer
column-sees = Sieht
grid-sees-long = Standorte, die die Person sieht
grid-contact-long = Der Kontakt, der die Person ist
grid-place = { $name } · Spalte { $column } von { $COLUMNS }
grid-area-off = der Portalbereich { $area } ist für diesen Kunden aus: es wirkt nicht
grid-look-only = Nur zum Ansehen: Ändern braucht das Recht edit_customer_user_permissions, das ein Administrator Ihnen geben kann.
grid-role-says = { $name } / Rolle: { $role }, { $role2 }. r ändert sie.
grid-sees-says = { $name } / Sieht: { $scope }. f ändert es.
grid-no-contact = { $name } ist mit keinem Kontakt verbunden. c ändert es.
grid-is-contact = { $name } ist der Kontakt { $id }: sieht nur dessen Aufträge, nie Rechnungen oder Kostenvoranschläge. c ändert es.
grid-cannot = { $name } / { $heading }: kann mit der Rolle { $role } nicht gegeben werden.
grid-role-was = { $name } / Rolle: { $role } → { $new }.
grid-sees-was = { $name } / Sieht: { $scope } → { $new }.
grid-contact-was = { $name } / Kontakt: { $contact } → { $new }.
grid-space-denies = { $name } / { $heading }: { $standing }. Leertaste verweigert es:
grid-space-allows = { $name } / { $heading }: { $standing }. Leertaste erlaubt es:
grid-pending = eing.
grid-suspended = gesp.
grid-revoked = entz.
grid-expired = abgel.
grid-meanwhile = { $who } hat { $name } inzwischen geändert
grid-kept-on-top = ! { $join }; Ihre Änderungen bleiben darüber.
grid-contact-one = Ein Kontakt ist eine Person; wählen Sie ihn mit c für jede einzeln
grid-other-people = andere Personen
grid-marked-people = markierte Personen
grid-refused = Bei { $refused } von { $rows } geht es mit deren Rolle nicht
grid-done-for = Gemacht für { $rows } { $of }; nichts ist gespeichert vor w
grid-space-hint = die Leertaste gibt oder nimmt ein Recht
grid-as-role-hint = = überlässt ein Recht der Rolle; gehen Sie zuerst zu einem Recht
grid-title = Rechte
grid-crumbs = { $number } { $name } ▸ Benutzer ▸ Rechte
nothing-changed = nichts wurde geändert
grid-corporate = Rollen gibt es nur bei Firmenkunden
grid-nobody = noch hat niemand Zugang
grid-look = Sie dürfen Rechte ansehen, nicht ändern
grid-unsaved-one = 1 Änderung von Rechten
grid-unsaved-many = { $n } Änderungen von Rechten
grid-saved = Gespeichert: { $said }

# Over the grid.

grid-managed = Dieser Kunde wird von Ihrer Organisation verwaltet: empfohlen sind Moderator und Mitglied.
grid-role-ends = Eine neue Rolle beendet die offenen Sitzungen der Person. Ausnahmen bleiben, soweit die Rolle sie erlaubt.
grid-role-of = Rolle von { $name }
grid-admin-ask = { $name } zum Administrator machen?
grid-admin-text = Dieser Kunde wird von Ihrer Organisation verwaltet: seine Personen brauchen keinen eigenen Administrator. Ein Administrator lädt Kollegen ein, ändert Firmendaten und kann an Ihnen vorbei die Selbständigkeit beantragen. Empfohlen sind Moderator und Mitglied.
grid-admin-verb = Zum Administrator machen
grid-no-contact-item = Kein Kontakt
grid-no-contact-note = sieht, was Rechte und Standorte erlauben
grid-contact-foot = Mit einem Kontakt verbunden sieht eine Person nur dessen Aufträge, und nie Rechnungen oder Kostenvoranschläge. Die Verbindung lässt sich jederzeit ändern oder lösen.
grid-contact-of-person = Kontakt der Person
grid-contact-of = Kontakt von { $name }
grid-leave-text = Bleiben Sie, und w zeigt und speichert, was geändert wurde.
grid-yours-kept = ! { $sentence } Ihre Änderungen bleiben.
grid-tab-hint = Enter oder p öffnet das Raster über den ganzen Schirm, zum Ändern.
customer-none-here = hier ist kein Kunde

# Permissions: in the room of a column (seven cells at most), and in full.

grid-faults = Störung
grid-comment = Komment
grid-upload = Anhang
grid-estimates = Angebot
grid-estimates-long = Kostenvoranschläge sehen und beantworten
grid-docs = Dok.
grid-calendar = Kalend.
grid-calendar-long = Geplante Termine sehen
grid-company-long = Firmendaten und Standorte sehen
grid-edit-company = FirmaÄn
grid-edit-company-long = Firmendaten ändern
grid-dashboard = Übers.
grid-edit-orders = AuftrÄn
grid-devices = Geräte
grid-devices-long = Serviceobjekte anlegen und ändern
grid-uptime = Zähler
grid-uptime-long = Zählerstände eingeben
grid-checks = Prüfung
grid-video = Video
grid-video-plus = Video+
grid-notify = Melden
grid-notify-long = Neue Arbeitsaufträge melden lassen
grid-users = Kolleg.
grid-users-long = Kollegen einladen und verwalten
grid-independence = Selbst.
grid-independence-long = Die Selbständigkeit beantragen

# Roles, and how a permission stands.

role-admin = Admin
role-moderator-short = Moderator
role-member-short = Mitglied
role-administrator-note = alles, und verwaltet die Kollegen
role-moderator-note = alles im täglichen Betrieb
role-member-note = sieht und kommentiert; mehr, wo es gegeben wird
standing-by-role = durch die Rolle erlaubt
standing-allowed = erlaubt
standing-not-by-role = von der Rolle nicht gegeben
standing-denied = verweigert
scope-all-word = alles
scope-nothing-word = nichts !
effect-same = Sichtbare Aufträge und Objekte bleiben gleich.
effect-will-lose = Sieht nicht mehr { $counts }.
effect-would-lose = Sähe nicht mehr { $counts }.
effect-will-gain = Sieht auch { $counts }.
effect-would-gain = Sähe auch { $counts }.
effect-will-nothing = Sieht gar nichts.
effect-would-nothing = Sähe gar nichts.

# Something for everybody marked.

bulk-permission = Recht
bulk-permission-note = erlaubt, verweigert, oder wie die Rolle sagt
bulk-role-note = Administrator, Moderator, Mitglied
bulk-everything = Alles sehen
bulk-everything-note = jeder Standort, und was zu keinem gehört
bulk-unassigned = Nur sehen, was zu keinem Standort gehört
bulk-resend = Einladungen erneut senden
bulk-resend-note = offene und abgelaufene
bulk-suspend-note = bis es aufgehoben wird
bulk-lift = Sperren aufheben
bulk-revoke-note = beendet den Zugang
bulk-foot = Es wird noch einmal gezeigt, bevor etwas geschieht. Eine Transaktion: für alle oder für niemanden.
bulk-for = Für { $words }
bulk-which-foot = Welches Recht sich ändert.
bulk-which-permission = Welches Recht?
bulk-whatever-role = was auch immer die Rolle enthält
bulk-as-role = wie die Rolle sagt
bulk-no-exception = keine Ausnahme
bulk-so-already = Bei wem es schon so ist, der bleibt außen vor.
bulk-role-foot = Eine neue Rolle beendet die offenen Sitzungen dessen, der sie bekommt. Ausnahmen bleiben, soweit die Rolle sie erlaubt.
bulk-which-role = Welche Rolle?
bulk-nobody = Niemand dort hat Zugang
bulk-all-so = Bei allen ist es schon so; nichts ändert sich
bulk-ask = { $verb }: { $users } Personen?
bulk-left-out = { $left_out } der Markierten bleiben außen vor: bei ihrem Stand ergibt es keinen Sinn.
bulk-tell = Es jedem mit einem Brief sagen
bulk-sure = Ja, alle { $to_lowercase }
bulk-invitations = Einladungen
bulk-no-invitation = Niemand von ihnen hat eine offene Einladung
bulk-new-letter = ✓ ein neuer Brief an { $sent_to }
bulk-resend-ask = { $open } Einladungen erneut senden?
bulk-resend-verb = Erneut senden
bulk-resend-text = Jeder bekommt einen neuen Brief mit einem neuen Link; früher gesendete Links gelten nicht mehr, abgelaufene leben auf.
bulk-resend-sure = Ja, alle senden
bulk-done = Gemacht für { $rows }
bulk-only-nowhere = nur was zu keinem Standort gehört
bulk-chosen = { $n } gewählte Standorte
bulk-sees = Sieht: { $user } → { $after }
bulk-review = Durchsehen
bulk-person = { $name } · { $email } bei { $customer_number } · { $state }
bulk-marked-customer = { $n } markierter Kunde
bulk-marked-customers = { $n } markierte Kunden
bulk-marked-person = { $n } markierte Person
bulk-marked-people = { $n } markierte Personen
bulk-more = … und { $n } weitere
