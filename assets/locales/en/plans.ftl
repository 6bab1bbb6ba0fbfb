# Dashboard, calendar, video sessions.

## Charts.

chart-when = Date
chart-value = Value
chart-as-table = Figures as a table
chart-empty = Nothing to show for this time yet.
chart-summary = From { $from } to { $to }: lowest { $lowest }, highest { $highest }. The table has every figure.

## Video sessions.

topic-video_sessions = Video sessions: planned, moved, cancelled

## Parts of the portal.

nav-dashboard = Dashboard
nav-calendar = Calendar
nav-video = Video sessions

## The dashboard.

dashboard-title = Dashboard
dashboard-empty-title = No figures yet
dashboard-empty-text = Your access does not include orders, objects or fault reports. { $organization } can change that.
dashboard-open = Open orders
dashboard-open-hint = at this moment
dashboard-closed = Closed orders
dashboard-closed-hint = in the last 12 months
dashboard-days = Mean days to close
dashboard-days-hint = orders closed in the last 12 months
dashboard-overdue = Overdue self-checks
dashboard-overdue-hint = should have been done before today
dashboard-faults = Fault reports
dashboard-faults-hint = in the last 12 months
dashboard-orders-chart = Orders by month
dashboard-made = new
dashboard-finished = closed
dashboard-days-chart = Mean time to close, by month
dashboard-days-unit = days
dashboard-faults-chart = Fault reports by month
dashboard-used = Uptime of objects
dashboard-used-empty = No meter has been read yet. Readings are entered on the page of an object.
dashboard-object = Object
dashboard-reading = Last reading
dashboard-increase = In 30 days
dashboard-facilities = By facility
dashboard-facility = Facility
dashboard-no-facility = At no facility
dashboard-more-facilities = And { $count } more without a row here.

## The calendar.

calendar-title = Calendar
calendar-previous = Previous month
calendar-next = Next month
calendar-today = Today
calendar-as-list = Show as a list
calendar-as-month = Show as a month
calendar-empty-title = Nothing in { $month }
calendar-empty-text = Visits that { $organization } plans for you, video sessions and self-checks that are due appear here.
calendar-all-day = All day
calendar-tentative = asked for
calendar-visit = Visit
calendar-video = Video session
calendar-check = Self-check due
calendar-own-title = In your own calendar
calendar-own-text = With an address of its own, this calendar appears in the program that you use every day, and keeps itself up to date.
calendar-own-secret = Copy the address and subscribe to it there. Whoever has it can read your calendar, so keep it to yourself. A new address ends the old one at once.
calendar-own-make = Make an address
calendar-own-replace = Replace it
calendar-own-off = Switch it off
problem-calendar-month = There is no such month in the calendar. Here is the present one.
notice-calendar-made = Your calendar has a new address.
notice-calendar-off = The address of your calendar is switched off.
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday

## Video sessions, their pages.

video-title = Video sessions
video-ask = Ask for a session
video-empty-title = No video session ahead
video-empty-text = As soon as { $organization } plans one with you, it appears here with the link to join it.
video-empty-ask = You can also ask for one.
video-past = Over or cancelled
video-state-requested = Asked for
video-state-planned = Planned
video-state-cancelled = Cancelled
video-state-over = Over
video-waits = { $organization } has not confirmed this time yet.
video-join = Join now
video-join-later = The button to join appears here 15 minutes before the beginning. The link is the same.
video-host = The link leads to { $host }.
video-when = When
video-number = Number
video-order = Order
video-asked-by = Asked for by
video-note = What is to be known
video-note-hint = For example what you would like to show.
video-move-title = Another time
video-move-hint = { $organization } is asked to confirm the new time.
video-move = Move it
video-cancel-title = Not needed any more
video-cancel-hint = Everybody who is told of this session is told that it is cancelled.
video-cancel = Cancel the session
video-new-title = Ask for a video session
video-new-lead = Say what it is about and when it would suit you. { $organization } answers with a link to join, or proposes another time.
video-about = What is it about?
video-about-hint = In a line, for example: noise from the lift
video-day = Day
video-time = Time
video-long = For how long
video-minutes = { $count } minutes
video-zone = By the clocks in { $place }.
video-order-hint = Whoever sees the order sees the session.
video-no-order = No order
video-facility-hint = Only needed when it is about no order.
video-no-facility = No facility
video-send = Send the request
notice-video-asked = Your request has been sent. You will be told when the time is confirmed.
notice-video-moved = The new time has been asked for.
notice-video-cancelled = The video session is cancelled.
problem-video-title-missing = Say in a line what it is about.
problem-video-title-long = The line has more than 200 characters. Please shorten it.
problem-video-note-long = The note has more than 2,000 characters. Please shorten it.
problem-video-day = Enter a day, for example 2026-12-01.
problem-video-time = Enter a time of day, for example 14:30.
problem-video-no-time = Clocks are put forward then, so this time does not exist. Choose another one.
problem-video-minutes = Choose how long it takes.
problem-video-past = This time has passed. Choose one that is still to come.
problem-video-far = This is more than two years away. Choose an earlier day.
problem-video-ends = The session must end after it begins.
problem-video-long = A session takes twelve hours at most.
problem-video-order = There is no such order. Choose one from the list.
problem-video-facility = There is no such facility. Choose one from the list.
problem-video-place = Choose the facility or the order that it is about; otherwise you could not see the session yourself.
