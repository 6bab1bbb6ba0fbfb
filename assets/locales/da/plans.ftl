# Dashboard, calendar, video sessions.

## Charts.

chart-when = Dato
chart-value = Værdi
chart-as-table = Tallene som tabel
chart-empty = Der er endnu intet at vise for denne tid.
chart-summary = Fra { $from } til { $to }: lavest { $lowest }, højest { $highest }. Tabellen har alle tal.

## Video sessions.

topic-video_sessions = Videomøder: planlagt, flyttet, aflyst
