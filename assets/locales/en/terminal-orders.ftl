# Orders: list, page, making one, visits, comments.

# Comments.

comment-internal = Internal comment
comment-word = Comment
people-told-none = nobody is told
people-told-one = 1 person is told
people-told = { $n } people are told
comment-sent = { $kind } sent · { $people }
comment-on = Comment on { $title }
send-verb = Send
comment-internal-tick = Internal: for staff only, never shown to the customer
comment-internal-says = INTERNAL: only staff read it.
comment-customers-read = The customer's people who see the order read it.
comment-tells = Told: { $join }{ $more }.
and-more = and { $more } more

# The list.

orders-which-open = open
orders-which-all = all
orders-which-mine = mine
orders-none = No orders yet. + creates one; keydesk import orders FILE.csv brings them in.
orders-none-open = No order is open. f shows all of them; + creates one.
orders-none-mine = No open order is assigned to you. f shows the others.

# Making and changing one.

order-new-whom = New order · for whom?
go-on = Go on
order-new-say = From a customer's tab Orders this is not asked.
label-customer-no = Customer no.
order-new-short = New order
order-edit-number = Edit { $number }
label-title = Title
order-title-empty = what is to be done, in a line
label-description = Description
label-kind = Kind
label-urgency = Urgency
word-none = none
label-object-no = Object no.
order-created = { $title } is created
order-new-of = New order · { $number } { $name }
nobody-yet = nobody yet
create-verb = Create
order-as-was = { $title } is as it was
order-saved = { $title } is saved
order-edit-of = Edit { $title }
order-edit-say = Another facility changes who of the customer's people sees the order.

# What can be done with one.

order-none-here = there is no order here
order-is-state = order { $number } is { $state }; s opens it again
visit-none-v = no visit is planned; V plans one
order-assign-number = Assign { $number }
word-nobody = nobody
order-who-works = Who works on { $title }?
order-assign-foot = Whoever it is assigned to is told.
order-assigned-to = { $number } is assigned to { $to }
order-now-state = { $number } is { $state }
order-state-of = State of { $title }
order-state-say = Closed and cancelled call off the visits ahead, and whoever was told of them is told. Any other state opens the order again.
label-state = State

# The page of one.

order-number-title = Order { $number }
order-page-title = Order { $title }
not-at-facility = not assigned to a facility
order-nobody-t = nobody yet · t assigns it
by-name = by { $name }
order-visits-by = Visits (by the clocks of { $clocks })
order-no-visits = None planned · V plans one
order-visit-imported = { $at }, as it was imported · V plans a visit
word-cancelled-visit = cancelled
order-comments = Comments ({ $comments })
order-no-comments = None yet · c writes one
author-staff = staff
author-customer = customer
comment-internal-bar = INTERNAL, never shown to the customer · { $head }
order-documents = Documents ({ $documents }) · d
step-created = created
step-assigned-nobody = assigned to nobody
step-assigned = assigned to { $detail }
step-planned = visit planned for { $detail }
step-moved = visit moved to { $detail }
step-visit-cancelled = visit of { $detail } cancelled
step-state = now { $detail }

# Visits.

visit-plan-number = Plan a visit · { $number }
visits-of = Visits of { $number }
visit-none-say = No visit is planned; V plans one
visit-move-which = Move which visit?
visit-cancel-which = Cancel which visit?
visit-moved = The visit is moved · { $number } next { $next }
visit-planned = The visit is planned · { $number } next { $next }
visit-move = Move the visit
visit-plan = Plan a visit
visit-as-planned = { $stays }, as planned
visit-orders-technician = { $name }, the order's
move-verb = Move
plan-verb = Plan
visit-say = By the clocks of { $clocks }. Whoever sees the order is told when the time is new.
label-begins = Begins
visit-begins-empty = tomorrow 8:00, +14d 13:30, 2026-12-31 09:00
label-ends = Ends
visit-ends-empty = an hour later; 10:00, +2h, +90min
visit-who = Who comes
label-note = Note
visit-note-empty = customers read it
visit-cancel-ask = Cancel the visit of { $number }?
visit-cancel-text = Nobody comes then. Whoever was told of the visit is told.
visit-cancel-verb = Cancel the visit
visit-cancelled = The visit of { $number } is cancelled
