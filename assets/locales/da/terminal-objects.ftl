# Service objects: list, page, making one, readings, self-checks, templates.

# Self-checks of an object.

checks-of = Egenkontroller for { $object } { $name }
checks-overdue = FORFALDEN siden { $day }
checks-today = skal gøres i dag
checks-every = { $word }, hver { $every_days }. dag
column-check = Egenkontrol
column-when = Hvornår
checks-none = Ingen egenkontrol er tildelt. + tildeler en; T i en liste viser skabelonerne.
check-none-here = der er ingen egenkontrol her
check-assign-title = Tildel en egenkontrol
check-no-template = Der er ingen egenkontrol at tildele; T laver en
check-end-ask = Afslut egenkontrollen { $template } for { $name }?
check-end-text = Den skal ikke gøres mere. Det udfyldte beholdes.
check-ended = { $template } skal ikke gøres mere
check-nobody = Ingen har udfyldt den endnu.
check-all-right = alt i orden
check-n-wrong = { $n } IKKE i orden
check-run = { $at } af { $by_name } · { $wrong }
check-in-order = i orden
check-not-in-order = ✗ IKKE i orden
check-not-applicable = ikke relevant
check-photographs = fotos { $numbers }
check-days = skriv et antal dage: 30
check-day = skriv en dag: 2026-12-31, idag, +14d
check-assign-to = Tildel { $name } en egenkontrol
assign-verb = Tildel
check-assign-say = Kundens personer, der må udfylde egenkontroller, får besked, når den skal gøres.
check-every-days = Hver (dage)
check-first-due = Første gang
check-first-empty = 2026-12-31, idag, +14d

# Objects.

objects-none = Ingen serviceobjekter endnu. + laver et; det gør keydesk import objects FIL.csv også.
object-none-here = der er intet serviceobjekt her
object-new-title = Nyt serviceobjekt
object-edit-number = Ret { $number }
object-move-number = Flyt { $number }
object-name-empty = hvad man kalder det
label-model-no = Modelnr.
label-serial-no = Serienr.
object-installed-empty = ukendt; 2026-12-31
object-installed-wrong = skriv en dag: 2026-12-31, idag; eller intet
object-made = { $title } er lavet
object-new-of = Nyt serviceobjekt · { $title }
thing-saved = { $title } er gemt
thing-edit = Ret { $title }
no-facility = ingen lokation
object-is-at = { $title } er nu på { $place }
object-move-of = Flyt { $title }
object-at = Det er på: { $place }.
object-nowhere-text = Uden lokation ses det kun af dem, der ser alt, eller det, der ikke hører til en lokation.
object-lost = Ser det ikke længere: { $see_no_longer }.
object-gained = Ser det nu: { $see_now }.
object-nobody = Ingen ser mere eller mindre end før.
object-number-title = Objekt { $number }
object-page-title = Objekt { $title }
label-installed = Installeret
object-of-model = Fra dets model, vist med hvert objekt af den:
object-no-model = objektet har ingen model
object-readings-r = Aflæsninger · r
none-yet = Ingen endnu
object-checks-c = Egenkontroller · c
none-assigned = Ingen er tildelt

# Readings.

readings-of = Aflæsninger for { $object } { $name }
column-taken = Aflæst
column-hours = Timer
column-by = Af
column-why-lower = Hvorfor lavere
readings-none = Ingen aflæsning endnu. + tilføjer en; kundens personer tilføjer i portalen.
reading-of = Aflæsning for { $name }
reading-none-here = der er ingen aflæsning her
reading-new-of = Ny aflæsning for { $name }
add-verb = Tilføj
reading-added = Aflæsningen { $value } t er tilføjet
reading-value-empty = hvad måleren viser: 1234,5
reading-taken-empty = nu; idag 8:00, 2026-12-31 09:00
reading-why-empty = kun nødvendigt, hvor den er lavere end før
reading-remove-ask = Fjern aflæsningen { $value } t?
reading-remove-text = Den blev tilføjet af { $by_name }. Den forsvinder også fra portalens diagram; loggen beholder den.
remove-verb = Fjern
reading-removed = Aflæsningen { $value } t er fjernet

# Templates of self-checks.

templates-title = Skabeloner til egenkontroller
column-points = Punkter
column-assigned = Tildelt
column-in-use = I brug
word-yes = ja
word-no = nej
templates-none = Ingen skabelon endnu. + laver den første.
template-none-here = der er ingen skabelon her
template-saved = { $name } er gemt
template-new-title = Ny skabelon til egenkontrol
template-edit-title = Ret { $name }
template-say = Ét punkt pr. linje. Som det er: i orden eller ej. # foran: et tal. > foran: ord. [photo] bagefter beder om et foto.
template-active = I brug: den kan tildeles
column-entered = Indtastet
