# Fault reports: list, page, taking, converting, closing.

# What can be done with a report.

fault-take-ask = Take { $title }?
fault-take-text = Everybody sees from then on that you see to it, and the customer is told. Its order is assigned to you if it is nobody's yet.
fault-take-verb = Take it
fault-taken-done = You have taken { $number }; the customer is told
fault-belongs = { $number } belongs to order { $order_number }
fault-becomes = its order becomes a { $kind }
fault-belongs-other = it belongs to another order
fault-convert-title = Convert { $title }
convert-verb = Convert
fault-convert-say = Its order is { $order_number }. Counted to another order, its documents move there, and { $order_number } is cancelled with a word why.
label-becomes = Becomes
label-order-no = Order no.
fault-other-number = the number of the other order
fault-closed-done = { $number } is closed; the customer reads the answer
fault-close-title = Close { $title }
close-verb = Close
fault-close-say = The customer reads the answer. Order { $order_number } stays as it is.
label-answer = Answer

# The list.

column-wrong = What is wrong
column-reported = Reported
column-taken-by = Taken by
faults-remark-all = all, the open ones first
faults-none-yet = Nothing was reported yet. Reports from the portal appear here by themselves.
faults-none-state = No fault report is in this state; f shows the next one.
fault-none-here = there is no fault report here
word-somebody = somebody
fault-has-taken = { $who } has taken { $number }
fault-is-closed = fault report { $number } is closed
fault-unheard = UNHEARD !
fault-open-mark = open !

# The page of one.

fault-number-title = Fault report { $number }
fault-page-title = Fault report { $title }
fault-nobody-told = Nobody was told of it when it came in; t takes it.
fault-reported-line = { $created_at } by { $reported_by } ({ $age })
fault-none-named = none was named
fault-nobody-t = nobody yet · t takes it
fault-order-opens = { $order_number } · O opens it
fault-what = What was reported
fault-only-title = Nothing more than the title.
fault-closed-at = Closed { $at }
fault-with-order = With its order.
