# Dashboard, calendar, video sessions.

## Charts.

chart-when = Dato
chart-value = Værdi
chart-as-table = Tallene som tabel
chart-empty = Der er endnu intet at vise for denne tid.
chart-summary = Fra { $from } til { $to }: lavest { $lowest }, højest { $highest }. Tabellen har alle tal.

## Video sessions.

topic-video_sessions = Videomøder: planlagt, flyttet, aflyst

## Parts of the portal.

nav-dashboard = Oversigt
nav-calendar = Kalender
nav-video = Videomøder

## The dashboard.

dashboard-title = Oversigt
dashboard-empty-title = Ingen tal endnu
dashboard-empty-text = Din adgang omfatter hverken ordrer, objekter eller fejlmeldinger. { $organization } kan ændre det.
dashboard-open = Åbne ordrer
dashboard-open-hint = lige nu
dashboard-closed = Afsluttede ordrer
dashboard-closed-hint = i de seneste 12 måneder
dashboard-days = Dage til afslutning i snit
dashboard-days-hint = ordrer afsluttet i de seneste 12 måneder
dashboard-overdue = Forsinkede egenkontroller
dashboard-overdue-hint = skulle have været udført før i dag
dashboard-faults = Fejlmeldinger
dashboard-faults-hint = i de seneste 12 måneder
dashboard-orders-chart = Ordrer pr. måned
dashboard-made = nye
dashboard-finished = afsluttede
dashboard-days-chart = Gennemsnitlig tid til afslutning, pr. måned
dashboard-days-unit = dage
dashboard-faults-chart = Fejlmeldinger pr. måned
dashboard-used = Driftstid for objekter
dashboard-used-empty = Ingen måler er aflæst endnu. Aflæsninger indtastes på objektets side.
dashboard-object = Objekt
dashboard-reading = Seneste aflæsning
dashboard-increase = På 30 dage
dashboard-facilities = Pr. lokation
dashboard-facility = Lokation
dashboard-no-facility = Uden lokation
dashboard-more-facilities = Og { $count } flere uden egen række her.

## The calendar.

calendar-title = Kalender
calendar-previous = Forrige måned
calendar-next = Næste måned
calendar-today = I dag
calendar-as-list = Vis som liste
calendar-as-month = Vis som måned
calendar-empty-title = Intet i { $month }
calendar-empty-text = Her vises besøg, som { $organization } planlægger hos dig, videomøder og egenkontroller, der skal udføres.
calendar-all-day = Hele dagen
calendar-tentative = ønsket
calendar-visit = Besøg
calendar-video = Videomøde
calendar-check = Egenkontrol
calendar-own-title = I din egen kalender
calendar-own-text = Med en egen adresse vises denne kalender i det program, du bruger hver dag, og holder sig opdateret.
calendar-own-secret = Kopiér adressen, og abonnér på den dér. Den, der har den, kan læse din kalender, så hold den for dig selv. En ny adresse afslutter den gamle med det samme.
calendar-own-make = Opret en adresse
calendar-own-replace = Udskift den
calendar-own-off = Slå den fra
problem-calendar-month = Den måned findes ikke i kalenderen. Her er den nuværende.
notice-calendar-made = Din kalender har fået en ny adresse.
notice-calendar-off = Adressen på din kalender er slået fra.
weekday-1 = mandag
weekday-2 = tirsdag
weekday-3 = onsdag
weekday-4 = torsdag
weekday-5 = fredag
weekday-6 = lørdag
weekday-7 = søndag

## Video sessions, their pages.

video-title = Videomøder
video-ask = Bed om et møde
video-empty-title = Intet videomøde forude
video-empty-text = Så snart { $organization } planlægger et med dig, vises det her med linket til at deltage.
video-empty-ask = Du kan også bede om et.
video-past = Afholdt eller aflyst
video-state-requested = Ønsket
video-state-planned = Planlagt
video-state-cancelled = Aflyst
video-state-over = Afholdt
video-waits = { $organization } har endnu ikke bekræftet tidspunktet.
video-join = Deltag nu
video-join-later = Knappen til at deltage vises her 15 minutter før begyndelsen. Linket er det samme.
video-host = Linket fører til { $host }.
video-when = Hvornår
video-number = Nummer
video-order = Ordre
video-asked-by = Ønsket af
video-note = Godt at vide
video-note-hint = For eksempel hvad du gerne vil vise.
video-move-title = Et andet tidspunkt
video-move-hint = { $organization } bliver bedt om at bekræfte det nye tidspunkt.
video-move = Flyt
video-cancel-title = Ikke længere nødvendigt
video-cancel-hint = Alle, der får besked om mødet, får at vide, at det er aflyst.
video-cancel = Aflys mødet
video-new-title = Bed om et videomøde
video-new-lead = Fortæl, hvad det drejer sig om, og hvornår det passer dig. { $organization } svarer med et link til at deltage eller foreslår et andet tidspunkt.
video-about = Hvad drejer det sig om?
video-about-hint = På en linje, for eksempel: støj fra elevatoren
video-day = Dag
video-time = Tidspunkt
video-long = Hvor længe
video-minutes = { $count } minutter
video-zone = Efter uret i { $place }.
video-order-hint = Den, der ser ordren, ser mødet.
video-no-order = Ingen ordre
video-facility-hint = Kun nødvendigt, når det ikke drejer sig om en ordre.
video-no-facility = Ingen lokation
video-send = Send forespørgslen
notice-video-asked = Din forespørgsel er sendt. Du får besked, når tidspunktet er bekræftet.
notice-video-moved = Det nye tidspunkt er ønsket.
notice-video-cancelled = Videomødet er aflyst.
problem-video-title-missing = Skriv på en linje, hvad det drejer sig om.
problem-video-title-long = Linjen har mere end 200 tegn. Gør den kortere.
problem-video-note-long = Noten har mere end 2.000 tegn. Gør den kortere.
problem-video-day = Angiv en dag, for eksempel 2026-12-01.
problem-video-time = Angiv et tidspunkt, for eksempel 14:30.
problem-video-no-time = Da stilles uret frem, så tidspunktet findes ikke. Vælg et andet.
problem-video-minutes = Vælg, hvor længe det varer.
problem-video-past = Tidspunktet er passeret. Vælg et, der ligger forude.
problem-video-far = Det er mere end to år væk. Vælg en tidligere dag.
problem-video-ends = Mødet skal slutte, efter at det begynder.
problem-video-long = Et møde varer højst tolv timer.
problem-video-order = Ordren findes ikke. Vælg en på listen.
problem-video-facility = Lokationen findes ikke. Vælg en på listen.
problem-video-place = Vælg den lokation eller ordre, det drejer sig om; ellers kunne du ikke selv se mødet.
