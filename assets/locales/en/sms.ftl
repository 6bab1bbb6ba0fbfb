# SMS (R65): one message each, in letters that every telephone has. What is long is shortened, the link follows behind.

sms-order_created = { $organization }: new work order { $thing }.
sms-order_assigned = { $organization }: { $thing } at { $customer } is yours.
sms-order_planned = { $organization }: visit for { $thing } planned: { $when }.
sms-order_moved = { $organization }: visit for { $thing } moved, now { $when }.
sms-visit_cancelled = { $organization }: visit for { $thing } on { $when } is cancelled.
sms-order_closed = { $organization }: { $thing } is done.
sms-order_edited = { $organization }: { $customer } has changed { $thing }.
sms-order_cancelled = { $organization }: { $thing } has been cancelled.
sms-comment = { $organization }: { $by } commented on { $thing }.
sms-internal_comment = { $organization }: internal comment by { $by } on { $thing }.
sms-document_added = { $organization }: new document { $thing }.
sms-fault_received = { $organization }: fault report { $thing } from { $customer }.
sms-fault_taken = { $organization }: your fault report { $thing } is being handled.
sms-fault_closed = { $organization }: your fault report { $thing } is closed.
sms-estimate_to_accept = { $organization }: estimate { $thing } waits for your answer.
sms-estimate_decided = { $organization }: { $customer } has answered estimate { $thing }.
sms-invoice = { $organization }: invoice { $thing }.
sms-video_planned = { $organization }: video session { $thing }: { $when }.
sms-video_moved = { $organization }: video session { $thing } moved, now { $when }.
sms-video_cancelled = { $organization }: video session { $thing } on { $when } is cancelled.
sms-video_requested = { $organization }: { $customer } asks for a video session: { $thing }.
sms-check_due = { $organization }: a self-check is due on { $thing }: { $when }.
sms-independence_asked = { $organization }: { $customer } asks to become an organization of its own.
sms-other = { $organization }: news about { $thing }.

# A message that staff send to see whether the settings work.

sms-trial = { $organization }: this SMS shows that Keydesk can send to this number.
mail-trial-subject = { $organization }: a letter to try the mail settings
mail-trial-body = This letter was sent by { $by } of { $organization } to see whether Keydesk can send letters. It has arrived, so it can. There is nothing to do.
