# Letters. Each kind says: subject (who and what), why you get this, what to do, the link's words, what to do if you
# did not expect it.

letter-until = The link works until { $until }.
letter-address = If the button does not work, copy this address into your browser:
letter-sender = { $organization } had this letter sent to { $to } automatically.

letter-invitation-subject = { $organization }: your invitation to the customer portal for { $customer }
letter-invitation-why = Hello { $name }, you receive this letter because { $by } of { $organization } has invited you to the customer portal, where you can follow what is done for { $customer }.
letter-invitation-do = Open the link and choose a password. From then on you can sign in at any time.
letter-invitation-button = Accept the invitation
letter-invitation-unexpected = If you did not expect this invitation, you need not do anything: the link stops working by itself. If you have questions, just reply to this letter.

letter-welcome-subject = { $organization }: your access to { $customer } is ready
letter-welcome-why = Hello { $name }, you receive this letter because you have accepted the invitation of { $organization }. You can now follow what is done for { $customer } in the customer portal.
letter-welcome-do = Your user name is { $email }. Sign in with it and with the password you have chosen.
letter-welcome-button = Sign in
letter-welcome-unexpected = If it was not you who accepted, please reply to this letter at once, so that { $organization } can close the access.

letter-password_changed-subject = { $organization }: your password was changed
letter-password_changed-why = Hello { $name }, you receive this letter because the password of your access to the customer portal of { $organization } has been changed.
letter-password_changed-do = If you did this yourself, all is well: from now on you sign in with the new password.
letter-password_changed-button = Sign in
letter-password_changed-unexpected = If it was not you, please reply to this letter at once: somebody else may know your password.

letter-access_revoked-subject = { $organization }: your access to { $customer } has ended
letter-access_revoked-why = Hello { $name }, you receive this letter because { $organization } has ended your access to { $customer } in the customer portal.
letter-access_revoked-do = You can no longer see anything about { $customer } there. If you also have access to other customers, it stays as it is, and you sign in as before.
letter-access_revoked-button = To the customer portal
letter-access_revoked-unexpected = If you think this is a mistake, just reply to this letter.

letter-new_password-subject = { $organization }: choose a new password
letter-new_password-why = Hello { $name }, you receive this letter because { $by } of { $organization } has sent you a link with which you choose a new password for the customer portal.
letter-new_password-do = Open the link and choose a new password; you are signed in then. For your safety all your open sessions have been ended.
letter-new_password-button = Choose a new password
letter-new_password-unexpected = If you did not ask for this, you need not do anything: your present password stays as it is. If you have questions, just reply to this letter.

letter-temporary_password-subject = { $organization }: your temporary password
letter-temporary_password-why = Hello { $name }, you receive this letter because { $by } of { $organization } has made a temporary password for your access to the customer portal.
letter-temporary_password-password = Your temporary password is: { $password }
letter-temporary_password-do = Sign in with it; you are asked for a password of your own at once.
letter-temporary_password-button = Sign in
letter-temporary_password-until = The temporary password works until { $until }, and only until you have chosen your own.
letter-temporary_password-unexpected = If you did not ask for this, please reply to this letter at once. Delete the letter when you have chosen your own password.

letter-independence_approved-subject = { $organization }: { $customer } is now an organization of its own
letter-independence_approved-why = Hello { $name }, you receive this letter because { $organization } has approved that { $customer } becomes an organization of its own. It is called { $made }.
letter-independence_approved-do = You are on its staff from now on: sign in to the terminal of { $made } with { $email } and the password you have. In the customer portal of { $organization } you still see everything, but nothing can be changed there any more.
letter-independence_approved-button = To the customer portal
letter-independence_approved-unexpected = If you think this is a mistake, just reply to this letter.

letter-independence_declined-subject = { $organization }: { $customer } does not become an organization of its own
letter-independence_declined-why = Hello { $name }, you receive this letter because { $customer } has asked to become an organization of its own. { $organization } has declined this.
letter-independence_declined-do = The answer: { $answer }
letter-independence_declined-button = To the customer portal
letter-independence_declined-unexpected = Nothing has changed for you. If you have questions, just reply to this letter.

# Notices of the daily work: subject and why; the rest they share.
letter-button = Open it in the customer portal
letter-choose = In your account in the portal you choose what you are told of.
letter-choose-staff = Open it in Keydesk; there you also choose what you are told of.

letter-order_created-subject = { $organization }: new work order { $thing }
letter-order_created-why = Hello { $name }, you receive this letter because a work order was created for { $customer }: { $thing }.

letter-order_assigned-subject = { $organization }: { $thing } is yours
letter-order_assigned-why = Hello { $name }, you receive this letter because { $by } has assigned an order of { $customer } to you: { $thing }.

letter-order_planned-subject = { $organization }: a visit is planned for { $thing }
letter-order_planned-why = Hello { $name }, you receive this letter because { $organization } has planned a visit to { $customer } for { $thing }: { $when }.

letter-order_moved-subject = { $organization }: the visit for { $thing } has moved
letter-order_moved-why = Hello { $name }, you receive this letter because the visit to { $customer } for { $thing } has been moved. It is now planned for { $when }.

letter-visit_cancelled-subject = { $organization }: the visit for { $thing } is cancelled
letter-visit_cancelled-why = Hello { $name }, you receive this letter because the visit to { $customer } for { $thing } that was planned for { $when } has been cancelled.

letter-order_closed-subject = { $organization }: { $thing } is done
letter-order_closed-why = Hello { $name }, you receive this letter because an order of { $customer } has been closed: { $thing }.

letter-order_edited-subject = { $organization }: { $customer } has changed { $thing }
letter-order_edited-why = Hello { $name }, you receive this letter because { $by } of { $customer } has changed the order { $thing }. It now says:

letter-order_cancelled-subject = { $organization }: { $thing } has been cancelled
letter-order_cancelled-why = Hello { $name }, you receive this letter because { $by } has cancelled the order { $thing } of { $customer }. Nothing had been planned yet.

letter-comment-subject = { $organization }: a comment on { $thing }
letter-comment-why = Hello { $name }, you receive this letter because { $by } has written a comment on { $thing } of { $customer }:

letter-internal_comment-subject = { $organization }: internal comment on { $thing }
letter-internal_comment-why = Hello { $name }, you receive this letter because { $by } has written an internal comment on { $thing } of { $customer }. The customer does not see it:

letter-document_added-subject = { $organization }: new document { $thing }
letter-document_added-why = Hello { $name }, you receive this letter because { $by } has added a document for { $customer }: { $thing }.

letter-fault_received-subject = { $organization }: fault report { $thing } from { $customer }
letter-fault_received-why = Hello { $name }, you receive this letter because { $by } of { $customer } has reported a fault: { $thing }.

letter-fault_taken-subject = { $organization }: your fault report is being handled
letter-fault_taken-why = Hello { $name }, you receive this letter because { $by } has taken on the fault report of { $customer }: { $thing }.

letter-fault_closed-subject = { $organization }: your fault report is closed
letter-fault_closed-why = Hello { $name }, you receive this letter because the fault report of { $customer } has been closed: { $thing }.

letter-estimate_to_accept-subject = { $organization }: estimate { $thing } waits for your answer
letter-estimate_to_accept-why = Hello { $name }, you receive this letter because { $organization } has made an estimate for { $customer }: { $thing }. You can accept or decline it in the portal.

letter-estimate_decided-subject = { $organization }: answer to estimate { $thing }
letter-estimate_decided-why = Hello { $name }, you receive this letter because { $by } of { $customer } has answered the estimate { $thing }:

letter-invoice-subject = { $organization }: invoice { $thing }
letter-invoice-why = Hello { $name }, you receive this letter because { $organization } has issued an invoice to { $customer }: { $thing }.

letter-video_planned-subject = { $organization }: video session { $thing }
letter-video_planned-why = Hello { $name }, you receive this letter because a video session with { $customer } is planned: { $thing }, { $when }.

letter-video_moved-subject = { $organization }: the video session { $thing } has moved
letter-video_moved-why = Hello { $name }, you receive this letter because { $by } has moved the video session { $thing } with { $customer }. It is now planned for { $when }.

letter-video_cancelled-subject = { $organization }: the video session { $thing } is cancelled
letter-video_cancelled-why = Hello { $name }, you receive this letter because { $by } has cancelled the video session { $thing } with { $customer } that was planned for { $when }.

letter-video_requested-subject = { $organization }: { $customer } asks for a video session
letter-video_requested-why = Hello { $name }, you receive this letter because { $by } of { $customer } asks for a video session: { $thing }, { $when }.

letter-check_due-subject = { $organization }: a self-check is due on { $thing }
letter-check_due-why = Hello { $name }, you receive this letter because a self-check is due at { $customer }: { $thing }, { $when }.

# A letter to nobody, for a look at how it reads.
letter-sample-thing = A-2041 Lift 3 stands still
letter-sample-detail = The door of the cabin does not close. Could somebody come tomorrow before noon?
