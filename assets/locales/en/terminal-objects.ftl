# Service objects: list, page, making one, readings, self-checks, templates.

# Self-checks of an object.

checks-of = Self-checks of { $object } { $name }
checks-overdue = OVERDUE since { $day }
checks-today = due today
checks-every = { $word }, every { $every_days } days
column-check = Self-check
column-when = When
checks-none = No self-check is assigned. + assigns one; T in any list shows the templates.
check-none-here = there is no self-check here
check-assign-title = Assign a self-check
check-no-template = There is no self-check to assign; T makes one
check-end-ask = End the self-check { $template } of { $name }?
check-end-text = It is not due any more. What was filled in is kept.
check-ended = { $template } is not due any more
check-nobody = Nobody has filled it in yet.
check-all-right = everything in order
check-n-wrong = { $n } NOT in order
check-run = { $at } by { $by_name } · { $wrong }
check-in-order = in order
check-not-in-order = ✗ NOT in order
check-not-applicable = not applicable
check-photographs = photographs { $numbers }
check-days = type a number of days: 30
check-day = type a day: 2026-12-31, today, +14d
check-assign-to = Assign a self-check to { $name }
assign-verb = Assign
check-assign-say = The customer's people who may fill in self-checks are told when it is due.
check-every-days = Every (days)
check-first-due = First due
check-first-empty = 2026-12-31, today, +14d

# Objects.

objects-none = No service objects yet. + makes one; so does keydesk import objects FILE.csv.
object-none-here = there is no service object here
object-new-title = New service object
object-edit-number = Edit { $number }
object-move-number = Move { $number }
object-name-empty = how people call it
label-model-no = Model no.
label-serial-no = Serial no.
object-installed-empty = not known; 2026-12-31
object-installed-wrong = type a day: 2026-12-31, today; or nothing
object-made = { $title } is made
object-new-of = New service object · { $title }
thing-saved = { $title } is saved
thing-edit = Edit { $title }
no-facility = no facility
object-is-at = { $title } is at { $place } now
object-move-of = Move { $title }
object-at = It is at: { $place }.
object-nowhere-text = At no facility it is seen only by those who see all, or what is not assigned to a facility.
object-lost = See it no longer: { $see_no_longer }.
object-gained = See it now: { $see_now }.
object-nobody = Nobody sees more or less than before.
object-number-title = Object { $number }
object-page-title = Object { $title }
label-installed = Installed
object-of-model = Of its model, shown with every object of it:
object-no-model = the object is of no model
object-readings-r = Readings · r
none-yet = None yet
object-checks-c = Self-checks · c
none-assigned = None is assigned

# Readings.

readings-of = Readings of { $object } { $name }
column-taken = Taken
column-hours = Hours
column-by = By
column-why-lower = Why lower
readings-none = No reading yet. + adds one; the customer's people add them in the portal.
reading-of = Reading of { $name }
reading-none-here = there is no reading here
reading-new-of = New reading of { $name }
add-verb = Add
reading-added = Reading { $value } h is added
reading-value-empty = what the meter shows: 1234.5
reading-taken-empty = now; today 8:00, 2026-12-31 09:00
reading-why-empty = needed only where it is lower than before
reading-remove-ask = Remove the reading { $value } h?
reading-remove-text = It was entered by { $by_name }. It is gone from the portal's chart as well; the log keeps it.
remove-verb = Remove
reading-removed = Reading { $value } h is removed

# Templates of self-checks.

templates-title = Self-check templates
column-points = Points
column-assigned = Assigned
column-in-use = In use
word-yes = yes
word-no = no
templates-none = No template yet. + makes the first one.
template-none-here = there is no template here
template-saved = { $name } is saved
template-new-title = New self-check template
template-edit-title = Edit { $name }
template-say = One point a line. As it is: in order or not. # before it: a number. > before it: words. [photo] after it asks for a photograph.
template-active = In use: it can be assigned
column-entered = Entered
