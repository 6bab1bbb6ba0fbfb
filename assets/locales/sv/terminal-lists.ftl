# Views of lists.

view-save-title = Spara den här vyn
view-save-verb = Spara
view-name = Namn
view-everything = allt
view-sorted = { $what }, sorterat efter { $by }
view-save-says = Den är bara din, på varje dator. En vy som redan heter så ersätts.
view-saved = Vyn { $name } är sparad; F öppnar den, och det gör också namnet i ctrl-p
views-title = Vyer
views-none = Ingen vy av listan är sparad än; sök och sortera, sedan sparar ctrl-s det
views-foot = Ett nummer eller några bokstäver i namnet, och Enter. ctrl-r byter namn, ctrl-x tar bort.
view-rename-title = Byt namn på vyn { $name }
view-rename-verb = Byt namn
view-renamed = Vyn heter { $name } nu
view-delete-title = Ta bort vyn { $name }?
view-delete-says = Bara vyn försvinner; det som den visar rörs inte.
view-delete-verb = Ta bort
view-deleted = Vyn { $name } är borttagen
palette-view = vy

# One thing for several rows.

each-title = { $verb }: { $n }?
each-left-out = Utelämnade:
each-more = … och { $n } till
each-sure = Ja, för alla
each-done = Klart för { $done } av { $all }
each-foot = Det visas en gång till innan något händer; sedan säger varje rad hur det gick.
many-orders = För { $n } markerade ärenden
many-technician = Tekniker
many-technician-note = tilldela alla
many-state = Läge: { $state }
many-state-calls-off = ställer in kommande besök
many-assign = Tilldela
many-assign-who = Vem arbetar med { $n } ärenden?
many-assign-foot = Den de tilldelas får veta det om vart och ett.
many-assign-says = Vart och ett tilldelas { $who }.
many-assign-already = är redan tilldelat { $who }
many-assigned = tilldelat { $who }
many-nobody = ingen
many-set = Sätt: { $state }
many-is-already = är redan { $state }
many-is = är { $state }
many-set-says = Vart och ett är { $state } därefter.
many-set-closes = Vart och ett är { $state } därefter; kommande besök ställs in, och den som visste om dem får veta det.
many-take = Ta över
many-take-says = Alla ser därefter att du tar hand om dem, och kunderna får veta det. Ärenden som ännu är ingens tilldelas dig.
many-taken-by = { $who } har tagit över den
many-taken = övertagen; kunden får veta det, ärendet är { $order }

# The first tab of a customer.

glance-users = Användare
glance-orders = Öppna ärenden
glance-log = Nyast i loggen
glance-last = senast här { $when }
glance-invited = inbjuden
glance-never = aldrig inloggad
glance-lately = Nyligen
glance-months = { $bars } ärenden/månad
glance-weeks = { $bars } inloggningar/vecka
