# Service objects, readings, self-checks.

topic-objects = Self-checks of objects I see that are due
nav-checks = Self-checks
notice-object = The object has been saved.
notice-reading = The reading has been saved.
notice-check = The self-check has been saved. Thank you.

# Objects.

object-overdue = Self-check overdue
object-report = Report a fault
object-new = Add an object
object-edit = Edit object
object-facts = About this object
object-name = Name
object-name-hint = What people call it, for instance “Lift, main entrance”.
object-facility = Facility
object-facility-hint = Where it is decides which of your colleagues see it.
objects-none-here = No objects here
objects-none-here-text = Choose another facility, or show all objects.
object-anywhere = All facilities
object-nowhere = At no facility
object-choose = Please choose
object-model = Model
object-manufacturer = Manufacturer
object-serial-number = Serial number
object-serial-hint = On the rating plate. May stay empty.
object-installed-on = Installed on
object-number = Number
object-no-orders = No orders about this object.
object-add = Add object
object-save = Save
object-cancel = Cancel
object-move-title = Moving it changes who sees it
object-move-gone = These people will no longer see it:
object-move-new = These people will see it from then on:
object-move-yes = Save and move
optional = Optional.
problem-name-long = The name is too long. Please shorten it.
problem-serial-long = The serial number is longer than 200 characters.
problem-installed-wrong = Enter a day such as 2024-05-31, or leave the field empty.
problem-facility-needed = Choose the facility where it is.

# Readings.

readings-title = Readings
readings-empty = No readings yet.
readings-chart = What the meter showed
readings-last = Last readings
reading-break = new meter
reading-new = Enter a reading
reading-value = Meter reading
reading-taken-at = Read at
reading-last = Last: { $value }, { $when }
reading-reason = Why is it out of line?
reading-reason-hint = For instance: the meter was replaced. With a reason the reading is taken as it is.
reading-save = Save reading
problem-reading-missing = Enter what the meter shows.
problem-reading-number = Enter a number, for instance 1234.5.
problem-reading-decimals = Enter at most three decimals.
problem-reading-large = The number is too large. Please check it.
problem-reading-lower = This is lower than the reading before it. Please check it, or say below why it is right.
problem-reading-higher = This is higher than a later reading. Please check number and time, or say below why it is right.
problem-reading-twice = There is already another reading for this time.
problem-reading-future = The time lies in the future.
problem-reading-long-ago = The time lies too far back.
problem-reading-time = Enter day and time.
problem-reason-long = The reason is longer than 500 characters.

# Self-checks.

checks-title = Self-checks
checks-lead = Look after your devices yourself: choose one, go through its points, send it off. The most urgent stand first.
checks-empty-title = Nothing to check
checks-empty-text = Self-checks that { $organization } asks of you appear here with the day on which they are due.
check-overdue = Overdue
check-today = Due today
check-soon = Due soon
check-due = due { $day }
check-every = Every { $days ->
    [one] day
   *[other] { $days } days
}
check-found = { $count ->
    [0] All in order
    [one] 1 point not in order
   *[other] { $count } points not in order
}
runs-title = Self-checks that were done
verdict-ok = In order
verdict-not-ok = Not in order
verdict-not-applicable = Does not apply
check-number-label = Number
check-text-label = Answer
check-photo = Photograph
check-photo-number = Photograph { $number }
check-photos-again = Photographs are not kept while something is missing. Please choose them again.
check-note = Add a note
check-note-label = Note
check-remarks = Remarks on the whole
check-send = Send self-check
check-answers = Answers
check-of-object = Object { $number }
check-report-title = Something is not in order
check-report-text = { $organization } learns of it as a fault only when you report it.
problem-check-answer = Choose one of the answers.
problem-check-number-missing = Enter a number.
problem-check-number = Enter a number with at most three decimals.
problem-check-text-missing = Write an answer.
problem-check-note-long = The text is longer than 1,000 characters. Please shorten it.
problem-check-photo = The file is no photograph.
problem-check-changed = { $who } changed this checklist while you were filling it in. Nothing was saved. Check your answers and send it again.
