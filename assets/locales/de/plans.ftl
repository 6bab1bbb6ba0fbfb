# Dashboard, calendar, video sessions.
