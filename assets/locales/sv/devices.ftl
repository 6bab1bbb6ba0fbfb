# Service objects, readings, self-checks.

topic-objects = Egenkontroller som ska göras på objekt jag ser
nav-checks = Egenkontroller
notice-object = Objektet har sparats.
notice-reading = Avläsningen har sparats.
notice-check = Egenkontrollen har sparats. Tack!

# Objects.

object-overdue = Egenkontroll försenad
object-report = Anmäl ett fel
object-new = Lägg till ett objekt
object-edit = Redigera objekt
object-facts = Om objektet
object-name = Namn
object-name-hint = Vad den kallas, till exempel ”Hiss, huvudentrén”.
object-facility = Anläggning
object-facility-hint = Var det finns avgör vilka av dina kollegor som ser det.
objects-none-here = Inga objekt här
objects-none-here-text = Välj en annan anläggning eller visa alla objekt.
object-anywhere = Alla anläggningar
object-nowhere = Vid ingen anläggning
object-choose = Välj
object-model = Modell
object-manufacturer = Tillverkare
object-serial-number = Serienummer
object-serial-hint = På märkskylten. Får lämnas tomt.
object-installed-on = Installerades
object-number = Nummer
object-no-orders = Inga ordrar om det här objektet.
object-add = Lägg till objekt
object-save = Spara
object-cancel = Avbryt
object-move-title = Flytten ändrar vem som ser det
object-move-gone = De här personerna ser det inte längre:
object-move-new = De här personerna ser det från och med då:
object-move-yes = Spara och flytta
optional = Frivilligt.
problem-name-long = Namnet är för långt. Korta ner det.
problem-serial-long = Serienumret är längre än 200 tecken.
problem-installed-wrong = Ange en dag som 2024-05-31 eller lämna fältet tomt.
problem-facility-needed = Välj anläggningen där det finns.

# Readings.

readings-title = Avläsningar
readings-empty = Inga avläsningar ännu.
readings-chart = Vad mätaren visade
readings-last = Senaste avläsningarna
reading-break = ny mätare
reading-new = Ange en avläsning
reading-value = Mätarställning
reading-taken-at = Avläst
reading-last = Senast: { $value }, { $when }
reading-reason = Varför avviker den?
reading-reason-hint = Till exempel: mätaren byttes. Med en förklaring sparas avläsningen som den är.
reading-save = Spara avläsning
problem-reading-missing = Ange vad mätaren visar.
problem-reading-number = Ange ett tal, till exempel 1234,5.
problem-reading-decimals = Ange högst tre decimaler.
problem-reading-large = Talet är för stort. Kontrollera det.
problem-reading-lower = Den är lägre än avläsningen före. Kontrollera den, eller förklara nedan varför den stämmer.
problem-reading-higher = Den är högre än en senare avläsning. Kontrollera tal och tid, eller förklara nedan varför den stämmer.
problem-reading-twice = Det finns redan en annan avläsning för den tiden.
problem-reading-future = Tiden ligger i framtiden.
problem-reading-long-ago = Tiden ligger för långt tillbaka.
problem-reading-time = Ange dag och tid.
problem-reason-long = Förklaringen är längre än 500 tecken.

# Self-checks.

checks-title = Egenkontroller
checks-lead = Se till dina enheter själv: välj en, gå igenom punkterna och skicka in. De mest brådskande står först.
checks-empty-title = Inget att kontrollera
checks-empty-text = Egenkontroller som { $organization } ber dig om visas här med dagen då de ska göras.
check-overdue = Försenad
check-today = I dag
check-soon = Snart dags
check-due = senast { $day }
check-every = Var { $days ->
    [one] dag
   *[other] { $days }:e dag
}
check-found = { $count ->
    [0] Allt i ordning
    [one] 1 punkt inte i ordning
   *[other] { $count } punkter inte i ordning
}
runs-title = Utförda egenkontroller
verdict-ok = I ordning
verdict-not-ok = Inte i ordning
verdict-not-applicable = Gäller inte
check-number-label = Tal
check-text-label = Svar
check-photo = Foto
check-photo-number = Foto { $number }
check-photos-again = Foton sparas inte medan något saknas. Välj dem igen.
check-note = Lägg till en anteckning
check-note-label = Anteckning
check-remarks = Kommentar till helheten
check-send = Skicka egenkontrollen
check-answers = Svar
check-of-object = Objekt { $number }
check-report-title = Något är inte i ordning
check-report-text = { $organization } får veta det som ett fel först när du anmäler det.
problem-check-answer = Välj ett av svaren.
problem-check-number-missing = Ange ett tal.
problem-check-number = Ange ett tal med högst tre decimaler.
problem-check-text-missing = Skriv ett svar.
problem-check-note-long = Texten är längre än 1 000 tecken. Korta ner den.
problem-check-photo = Filen är inget foto.
problem-check-changed = { $who } ändrade checklistan medan du fyllde i den. Inget sparades. Kontrollera dina svar och skicka igen.
