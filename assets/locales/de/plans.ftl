# Dashboard, calendar, video sessions.

## Charts.

chart-when = Datum
chart-value = Wert
chart-as-table = Zahlen als Tabelle
chart-empty = Für diese Zeit gibt es noch nichts zu zeigen.
chart-summary = Von { $from } bis { $to }: niedrigster Wert { $lowest }, höchster { $highest }. Die Tabelle enthält alle Zahlen.

## Video sessions.

topic-video_sessions = Videotermine: geplant, verschoben, abgesagt
