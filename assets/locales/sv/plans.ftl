# Dashboard, calendar, video sessions.

## Charts.

chart-when = Datum
chart-value = Värde
chart-as-table = Siffrorna som tabell
chart-empty = Det finns inget att visa för den här tiden ännu.
chart-summary = Från { $from } till { $to }: lägst { $lowest }, högst { $highest }. Tabellen har alla siffror.

## Video sessions.

topic-video_sessions = Videomöten: planerade, flyttade, inställda

## Parts of the portal.

nav-dashboard = Översikt
nav-calendar = Kalender
nav-video = Videomöten

## The dashboard.

dashboard-title = Översikt
dashboard-empty-title = Inga siffror ännu
dashboard-empty-text = Din åtkomst omfattar varken ordrar, objekt eller felanmälningar. { $organization } kan ändra det.
dashboard-open = Öppna ordrar
dashboard-open-hint = just nu
dashboard-closed = Avslutade ordrar
dashboard-closed-hint = de senaste 12 månaderna
dashboard-days = Dagar till avslut i snitt
dashboard-days-hint = ordrar avslutade de senaste 12 månaderna
dashboard-overdue = Försenade egenkontroller
dashboard-overdue-hint = skulle ha gjorts före i dag
dashboard-faults = Felanmälningar
dashboard-faults-hint = de senaste 12 månaderna
dashboard-orders-chart = Ordrar per månad
dashboard-made = nya
dashboard-finished = avslutade
dashboard-days-chart = Tid till avslut i snitt, per månad
dashboard-days-unit = dagar
dashboard-faults-chart = Felanmälningar per månad
dashboard-used = Drifttid för objekt
dashboard-used-empty = Ingen mätare har avlästs ännu. Avläsningar görs på objektets sida.
dashboard-object = Objekt
dashboard-reading = Senaste avläsning
dashboard-increase = På 30 dagar
dashboard-facilities = Per anläggning
dashboard-facility = Anläggning
dashboard-no-facility = Utan anläggning
dashboard-more-facilities = Och { $count } till utan egen rad här.

## The calendar.

calendar-title = Kalender
calendar-previous = Föregående månad
calendar-next = Nästa månad
calendar-today = I dag
calendar-as-list = Visa som lista
calendar-as-month = Visa som månad
calendar-empty-title = Inget i { $month }
calendar-empty-text = Besök som { $organization } planerar hos dig, videomöten och egenkontroller som ska göras visas här.
calendar-all-day = Hela dagen
calendar-tentative = önskat
calendar-visit = Besök
calendar-video = Videomöte
calendar-check = Egenkontroll
calendar-own-title = I din egen kalender
calendar-own-text = Med en egen adress syns den här kalendern i programmet du använder varje dag och håller sig aktuell.
calendar-own-secret = Kopiera adressen och prenumerera på den där. Den som har den kan läsa din kalender, så behåll den för dig själv. En ny adress avslutar den gamla genast.
calendar-own-make = Skapa en adress
calendar-own-replace = Byt ut den
calendar-own-off = Stäng av den
problem-calendar-month = Den månaden finns inte i kalendern. Här är den nuvarande.
notice-calendar-made = Din kalender har en ny adress.
notice-calendar-off = Adressen till din kalender är avstängd.
weekday-1 = måndag
weekday-2 = tisdag
weekday-3 = onsdag
weekday-4 = torsdag
weekday-5 = fredag
weekday-6 = lördag
weekday-7 = söndag

## Video sessions, their pages.

video-title = Videomöten
video-ask = Be om ett möte
video-empty-title = Inget videomöte framöver
video-empty-text = Så snart { $organization } planerar ett med dig visas det här med länken för att delta.
video-empty-ask = Du kan också be om ett.
video-past = Avslutade eller inställda
video-state-requested = Önskat
video-state-planned = Planerat
video-state-cancelled = Inställt
video-state-over = Avslutat
video-waits = { $organization } har inte bekräftat tiden ännu.
video-join = Delta nu
video-join-later = Knappen för att delta visas här 15 minuter före början. Länken är densamma.
video-host = Länken leder till { $host }.
video-when = När
video-number = Nummer
video-order = Order
video-asked-by = Önskat av
video-note = Bra att veta
video-note-hint = Till exempel vad du vill visa.
video-move-title = En annan tid
video-move-hint = { $organization } ombeds bekräfta den nya tiden.
video-move = Flytta
video-cancel-title = Behövs inte längre
video-cancel-hint = Alla som får besked om mötet får veta att det är inställt.
video-cancel = Ställ in mötet
video-new-title = Be om ett videomöte
video-new-lead = Berätta vad det gäller och när det passar dig. { $organization } svarar med en länk för att delta eller föreslår en annan tid.
video-about = Vad gäller det?
video-about-hint = På en rad, till exempel: ljud från hissen
video-day = Dag
video-time = Tid
video-long = Hur länge
video-minutes = { $count } minuter
video-zone = Enligt klockan i { $place }.
video-order-hint = Den som ser ordern ser mötet.
video-no-order = Ingen order
video-facility-hint = Behövs bara när det inte gäller en order.
video-no-facility = Ingen anläggning
video-send = Skicka förfrågan
notice-video-asked = Din förfrågan har skickats. Du får besked när tiden är bekräftad.
notice-video-moved = Den nya tiden har begärts.
notice-video-cancelled = Videomötet är inställt.
problem-video-title-missing = Skriv på en rad vad det gäller.
problem-video-title-long = Raden har fler än 200 tecken. Korta den.
problem-video-note-long = Anteckningen har fler än 2 000 tecken. Korta den.
problem-video-day = Ange en dag, till exempel 2026-12-01.
problem-video-time = Ange en tid, till exempel 14:30.
problem-video-no-time = Klockan ställs fram då, så tiden finns inte. Välj en annan.
problem-video-minutes = Välj hur länge det tar.
problem-video-past = Den tiden har passerat. Välj en som ligger framåt.
problem-video-far = Det är mer än två år dit. Välj en tidigare dag.
problem-video-ends = Mötet måste sluta efter att det börjar.
problem-video-long = Ett möte tar högst tolv timmar.
problem-video-order = Ordern finns inte. Välj en i listan.
problem-video-facility = Anläggningen finns inte. Välj en i listan.
problem-video-place = Välj anläggningen eller ordern som det gäller, annars skulle du inte själv se mötet.
