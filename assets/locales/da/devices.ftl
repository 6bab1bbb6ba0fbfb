# Service objects, readings, self-checks.

topic-objects = Egenkontroller, der skal udføres på objekter, jeg ser
nav-checks = Egenkontroller
notice-object = Objektet er gemt.
notice-reading = Aflæsningen er gemt.
notice-check = Egenkontrollen er gemt. Tak!

# Objects.

object-overdue = Egenkontrol overskredet
object-report = Meld en fejl
object-new = Tilføj et objekt
object-edit = Rediger objekt
object-facts = Om objektet
object-name = Navn
object-name-hint = Hvad man kalder det, for eksempel ”Elevator, hovedindgang”.
object-facility = Anlæg
object-facility-hint = Hvor det står, afgør, hvilke af dine kolleger der ser det.
objects-none-here = Ingen objekter her
objects-none-here-text = Vælg et andet anlæg, eller vis alle objekter.
object-anywhere = Alle anlæg
object-nowhere = Ved intet anlæg
object-choose = Vælg
object-model = Model
object-manufacturer = Producent
object-serial-number = Serienummer
object-serial-hint = På typeskiltet. Må være tomt.
object-installed-on = Installeret den
object-number = Nummer
object-no-orders = Ingen ordrer om dette objekt.
object-add = Tilføj objekt
object-save = Gem
object-cancel = Annuller
object-move-title = Flytningen ændrer, hvem der ser det
object-move-gone = Disse personer ser det ikke længere:
object-move-new = Disse personer ser det fra da af:
object-move-yes = Gem og flyt
optional = Valgfrit.
problem-name-long = Navnet er for langt. Gør det kortere.
problem-serial-long = Serienummeret er længere end 200 tegn.
problem-installed-wrong = Angiv en dag som 2024-05-31, eller lad feltet være tomt.
problem-facility-needed = Vælg det anlæg, hvor det står.

# Readings.

readings-title = Aflæsninger
readings-empty = Ingen aflæsninger endnu.
readings-chart = Hvad måleren viste
readings-last = Seneste aflæsninger
reading-break = ny måler
reading-new = Indtast en aflæsning
reading-value = Målerstand
reading-taken-at = Aflæst
reading-last = Senest: { $value }, { $when }
reading-reason = Hvorfor afviger den?
reading-reason-hint = For eksempel: måleren blev skiftet. Med en begrundelse gemmes aflæsningen, som den er.
reading-save = Gem aflæsning
problem-reading-missing = Angiv, hvad måleren viser.
problem-reading-number = Angiv et tal, for eksempel 1234,5.
problem-reading-decimals = Angiv højst tre decimaler.
problem-reading-large = Tallet er for stort. Kontrollér det.
problem-reading-lower = Den er lavere end aflæsningen før. Kontrollér den, eller forklar nedenfor, hvorfor den passer.
problem-reading-higher = Den er højere end en senere aflæsning. Kontrollér tal og tid, eller forklar nedenfor, hvorfor den passer.
problem-reading-twice = Der findes allerede en anden aflæsning for dette tidspunkt.
problem-reading-future = Tidspunktet ligger i fremtiden.
problem-reading-long-ago = Tidspunktet ligger for langt tilbage.
problem-reading-time = Angiv dag og klokkeslæt.
problem-reason-long = Begrundelsen er længere end 500 tegn.

# Self-checks.

checks-title = Egenkontroller
checks-lead = Tilse selv dine enheder: vælg en, gå punkterne igennem, og send. De mest presserende står først.
checks-empty-title = Intet at kontrollere
checks-empty-text = Egenkontroller, som { $organization } beder dig om, vises her med den dag, de skal udføres.
check-overdue = Overskredet
check-today = I dag
check-soon = Snart
check-due = senest { $day }
check-every = Hver { $days ->
    [one] dag
   *[other] { $days }. dag
}
check-found = { $count ->
    [0] Alt i orden
    [one] 1 punkt ikke i orden
   *[other] { $count } punkter ikke i orden
}
runs-title = Udførte egenkontroller
verdict-ok = I orden
verdict-not-ok = Ikke i orden
verdict-not-applicable = Ikke relevant
check-number-label = Tal
check-text-label = Svar
check-photo = Foto
check-photo-number = Foto { $number }
check-photos-again = Fotos gemmes ikke, så længe noget mangler. Vælg dem igen.
check-note = Tilføj en bemærkning
check-note-label = Bemærkning
check-remarks = Bemærkning til det hele
check-send = Send egenkontrollen
check-answers = Svar
check-of-object = Objekt { $number }
check-report-title = Noget er ikke i orden
check-report-text = { $organization } får det først at vide som en fejl, når du melder den.
problem-check-answer = Vælg et af svarene.
problem-check-number-missing = Angiv et tal.
problem-check-number = Angiv et tal med højst tre decimaler.
problem-check-text-missing = Skriv et svar.
problem-check-note-long = Teksten er længere end 1.000 tegn. Gør den kortere.
problem-check-photo = Filen er ikke et foto.
problem-check-changed = { $who } ændrede tjeklisten, mens du udfyldte den. Intet blev gemt. Se dine svar igennem, og send dem igen.
