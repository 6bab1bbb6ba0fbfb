# Service objects: list, page, making one, readings, self-checks, templates.

# Self-checks of an object.

checks-of = Egenkontroller för { $object } { $name }
checks-overdue = FÖRSENAD sedan { $day }
checks-today = att göra idag
checks-every = { $word }, var { $every_days }:e dag
column-check = Egenkontroll
column-when = När
checks-none = Ingen egenkontroll är tilldelad. + tilldelar en; T i en lista visar mallarna.
check-none-here = det finns ingen egenkontroll här
check-assign-title = Tilldela en egenkontroll
check-no-template = Det finns ingen egenkontroll att tilldela; T skapar en
check-end-ask = Avsluta egenkontrollen { $template } för { $name }?
check-end-text = Den ska inte göras mer. Det som fyllts i finns kvar.
check-ended = { $template } ska inte göras mer
check-nobody = Ingen har fyllt i den ännu.
check-all-right = allt i ordning
check-n-wrong = { $n } INTE i ordning
check-run = { $at } av { $by_name } · { $wrong }
check-in-order = i ordning
check-not-in-order = ✗ INTE i ordning
check-not-applicable = inte tillämpligt
check-photographs = foton { $numbers }
check-days = skriv ett antal dagar: 30
check-day = skriv en dag: 2026-12-31, idag, +14d
check-assign-to = Tilldela { $name } en egenkontroll
assign-verb = Tilldela
check-assign-say = Kundens personer som får fylla i egenkontroller får veta när den ska göras.
check-every-days = Var (dagar)
check-first-due = Första gången
check-first-empty = 2026-12-31, idag, +14d

# Objects.

objects-none = Inga serviceobjekt ännu. + skapar ett; det gör också keydesk import objects FIL.csv.
object-none-here = det finns inget serviceobjekt här
object-new-title = Nytt serviceobjekt
object-edit-number = Ändra { $number }
object-move-number = Flytta { $number }
object-name-empty = vad den kallas
label-model-no = Modellnr
label-serial-no = Serienr
object-installed-empty = okänt; 2026-12-31
object-installed-wrong = skriv en dag: 2026-12-31, idag; eller ingenting
object-made = { $title } är skapat
object-new-of = Nytt serviceobjekt · { $title }
thing-saved = { $title } är sparat
thing-edit = Ändra { $title }
no-facility = ingen anläggning
object-is-at = { $title } finns nu på { $place }
object-move-of = Flytta { $title }
object-at = Det finns på: { $place }.
object-nowhere-text = Utan anläggning syns det bara för dem som ser allt, eller det som inte hör till någon anläggning.
object-lost = Ser det inte längre: { $see_no_longer }.
object-gained = Ser det nu: { $see_now }.
object-nobody = Ingen ser mer eller mindre än förut.
object-number-title = Objekt { $number }
object-page-title = Objekt { $title }
label-installed = Installerat
object-of-model = Hos dess modell, visas med varje objekt av den:
object-no-model = objektet har ingen modell
object-readings-r = Avläsningar · r
none-yet = Inga ännu
object-checks-c = Egenkontroller · c
none-assigned = Ingen är tilldelad

# Readings.

readings-of = Avläsningar för { $object } { $name }
column-taken = Avläst
column-hours = Timmar
column-by = Av
column-why-lower = Varför lägre
readings-none = Ingen avläsning ännu. + lägger till en; kundens personer lägger till i portalen.
reading-of = Avläsning för { $name }
reading-none-here = det finns ingen avläsning här
reading-new-of = Ny avläsning för { $name }
add-verb = Lägg till
reading-added = Avläsningen { $value } h är tillagd
reading-value-empty = vad mätaren visar: 1234,5
reading-taken-empty = nu; idag 8:00, 2026-12-31 09:00
reading-why-empty = behövs bara där den är lägre än förut
reading-remove-ask = Ta bort avläsningen { $value } h?
reading-remove-text = Den lades till av { $by_name }. Den försvinner även ur portalens diagram; loggen behåller den.
remove-verb = Ta bort
reading-removed = Avläsningen { $value } h är borttagen

# Templates of self-checks.

templates-title = Mallar för egenkontroller
column-points = Punkter
column-assigned = Tilldelad
column-in-use = Används
word-yes = ja
word-no = nej
templates-none = Ingen mall ännu. + skapar den första.
template-none-here = det finns ingen mall här
template-saved = { $name } är sparad
template-new-title = Ny mall för egenkontroll
template-edit-title = Ändra { $name }
template-say = En punkt per rad. Som den är: i ordning eller inte. # före: ett tal. > före: ord. [photo] efter ber om ett foto.
template-active = Används: den kan tilldelas
column-entered = Inlagd
