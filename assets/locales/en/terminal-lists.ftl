# Views of lists.

view-save-title = Save this view
view-save-verb = Save
view-name = Name
view-everything = everything
view-sorted = { $what }, sorted by { $by }
view-save-says = It is yours alone, on every machine. A view that has this name already is replaced.
view-saved = The view { $name } was saved; F opens it, and so does its name in ctrl-p
views-title = Views
views-none = No view of this list was saved yet; search and sort it, then ctrl-s saves that
views-foot = A number or a few letters of the name, and Enter. ctrl-r renames, ctrl-x deletes.
view-rename-title = Rename the view { $name }
view-rename-verb = Rename
view-renamed = The view is called { $name } now
view-delete-title = Delete the view { $name }?
view-delete-says = Only the view goes; nothing that it shows is touched.
view-delete-verb = Delete
view-deleted = The view { $name } was deleted
palette-view = view

# One thing for several rows.

each-title = { $verb }: { $n }?
each-left-out = Left out:
each-more = … and { $n } more
each-sure = Yes, for all of them
each-done = Done for { $done } of { $all }
each-foot = It is shown once more before anything happens; then each says what became of it.
many-orders = For { $n } marked orders
many-technician = Technician
many-technician-note = assign all of them
many-state = State: { $state }
many-state-calls-off = calls off the visits ahead
many-assign = Assign
many-assign-who = Who works on { $n } orders?
many-assign-foot = Whoever they are assigned to is told of each.
many-assign-says = Each is assigned to { $who }.
many-assign-already = it is assigned to { $who } already
many-assigned = assigned to { $who }
many-nobody = nobody
many-set = Set { $state }
many-is-already = it is { $state } already
many-is = it is { $state }
many-set-says = Each is { $state } from then on.
many-set-closes = Each is { $state } from then on; visits ahead are called off, and whoever was told of them is told.
many-take = Take
many-take-says = Everybody sees from then on that you see to them, and the customers are told. Orders that are nobody's yet are assigned to you.
many-taken-by = { $who } has taken it
many-taken = taken; the customer is told, its order is { $order }

# The first tab of a customer.

glance-users = Users
glance-orders = Open orders
glance-log = Newest in the log
glance-last = last here { $when }
glance-invited = invited
glance-never = never signed in
glance-lately = Lately
glance-months = { $bars } orders/month
glance-weeks = { $bars } sign-ins/week
