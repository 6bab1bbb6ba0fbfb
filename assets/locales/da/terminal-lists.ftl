# Views of lists.

view-save-title = Gem denne visning
view-save-verb = Gem
view-name = Navn
view-everything = alt
view-sorted = { $what }, sorteret efter { $by }
view-save-says = Den er kun din, på hver maskine. En visning, der allerede hedder sådan, erstattes.
view-saved = Visningen { $name } er gemt; F åbner den, og det gør navnet i ctrl-p også
views-title = Visninger
views-none = Ingen visning af listen er gemt endnu; søg og sortér, så gemmer ctrl-s det
views-foot = Et nummer eller nogle bogstaver i navnet, og Enter. ctrl-r omdøber, ctrl-x sletter.
view-rename-title = Omdøb visningen { $name }
view-rename-verb = Omdøb
view-renamed = Visningen hedder { $name } nu
view-delete-title = Slet visningen { $name }?
view-delete-says = Kun visningen forsvinder; det, den viser, røres ikke.
view-delete-verb = Slet
view-deleted = Visningen { $name } er slettet
palette-view = visning

# One thing for several rows.

each-title = { $verb }: { $n }?
each-left-out = Udeladt:
each-more = … og { $n } til
each-sure = Ja, for alle
each-done = Gjort for { $done } af { $all }
each-foot = Det vises en gang til, før noget sker; så siger hver række, hvordan det gik.
many-orders = For { $n } markerede ordrer
many-technician = Tekniker
many-technician-note = tildel dem alle
many-state = Tilstand: { $state }
many-state-calls-off = aflyser kommende besøg
many-assign = Tildel
many-assign-who = Hvem arbejder på { $n } ordrer?
many-assign-foot = Den, de tildeles, får besked om hver.
many-assign-says = Hver tildeles { $who }.
many-assign-already = er allerede tildelt { $who }
many-assigned = tildelt { $who }
many-nobody = ingen
many-set = Sæt: { $state }
many-is-already = er allerede { $state }
many-is = er { $state }
many-set-says = Hver er { $state } fra da af.
many-set-closes = Hver er { $state } fra da af; kommende besøg aflyses, og den, der vidste det, får besked.
many-take = Overtag
many-take-says = Alle ser fra da af, at du tager dig af dem, og kunderne får besked. Ordrer, der endnu er ingens, tildeles dig.
many-taken-by = { $who } har overtaget den
many-taken = overtaget; kunden får besked, ordren er { $order }

# The first tab of a customer.

glance-users = Brugere
glance-orders = Åbne ordrer
glance-log = Nyest i loggen
glance-last = sidst her { $when }
glance-invited = inviteret
glance-never = aldrig logget ind
glance-lately = For nylig
glance-months = { $bars } ordrer/måned
glance-weeks = { $bars } login/uge
