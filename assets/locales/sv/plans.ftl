# Dashboard, calendar, video sessions.

## Charts.

chart-when = Datum
chart-value = Värde
chart-as-table = Siffrorna som tabell
chart-empty = Det finns inget att visa för den här tiden ännu.
chart-summary = Från { $from } till { $to }: lägst { $lowest }, högst { $highest }. Tabellen har alla siffror.

## Video sessions.

topic-video_sessions = Videomöten: planerade, flyttade, inställda
