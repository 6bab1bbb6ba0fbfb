# Telling people: letters about changed and ending access, several comments in one letter, which way people are told.

letter-access_changed-subject = { $organization }: your access to { $customer } has changed
letter-access_changed-why = Hello { $name }, you receive this letter because { $by } has changed what you may see and do for { $customer } in the customer portal of { $organization }:
letter-access_changed-role = Your role is now { $after } (before: { $before }).
letter-access_changed-gained = Newly allowed: { $after }.
letter-access_changed-lost = No longer allowed: { $before }.
letter-access_changed-sees = You now see: { $after } (before: { $before }).
letter-access_changed-contact = Of the orders you now see only those for { $after }.
letter-access_changed-no-contact = You no longer see only the orders for { $before }, but all that your access includes.
letter-access_changed-sees-all = everything
letter-access_changed-sees-unassigned = what belongs to no facility
letter-access_changed-sees-nothing = nothing
letter-access_changed-do = It holds from your next click on.
letter-access_changed-button = To the customer portal
letter-access_changed-unexpected = If you think this is a mistake, just reply to this letter.

letter-access_ending-subject = { $organization }: your access to { $customer } ends on { $until }
letter-access_ending-why = Hello { $name }, you receive this letter because your access to { $customer } in the customer portal of { $organization } ends. You can use it until { $until }.
letter-access_ending-do = If you still need it, just reply to this letter: { $organization } can let it go on. Until then nothing changes.
letter-access_ending-button = To the customer portal
letter-access_ending-unexpected = If you no longer need it, you need not do anything.

letter-independence_asked-subject = { $organization }: { $customer } asks to become an organization of its own
letter-independence_asked-why = Hello { $name }, you receive this letter because { $by } asks that { $customer } becomes an organization of its own. It stands in the triage list and waits for a decision.

letter-comment-subject-many = { $organization }: { $count } comments on { $thing }
letter-comment-why-many = Hello { $name }, you receive this letter because there are { $count } new comments on { $thing } of { $customer }:
letter-internal_comment-subject-many = { $organization }: { $count } internal comments on { $thing }
letter-internal_comment-why-many = Hello { $name }, you receive this letter because there are { $count } new internal comments on { $thing } of { $customer }. The customer does not see them:

topics-way = How
topics-way-email = By e-mail
topics-way-sms = By SMS
topics-no-number = You have not given a mobile number, so you are told by e-mail. Enter one under your name to be told by SMS.
topics-number = SMS go to { $mobile }.
problem-notice-way = Choose e-mail or SMS.
problem-notice-way-number = You have not given a mobile number. Enter one under your name and save it, or choose e-mail.

staff-topic-independence = Requests for independence
