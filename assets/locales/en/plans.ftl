# Dashboard, calendar, video sessions.

## Charts.

chart-when = Date
chart-value = Value
chart-as-table = Figures as a table
chart-empty = Nothing to show for this time yet.
chart-summary = From { $from } to { $to }: lowest { $lowest }, highest { $highest }. The table has every figure.

## Video sessions.

topic-video_sessions = Video sessions: planned, moved, cancelled
