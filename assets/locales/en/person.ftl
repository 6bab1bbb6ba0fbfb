# Views of staff, drafts, own data.

# What was typed survives the sign-in.

kept-sign-in = What you typed is still here. Sign in and it comes back; nothing is sent before you send it.
notice-kept = You are signed in again. Please check what you typed and send it.
notice-kept-without-files = You are signed in again. Please check what you typed, choose your files once more and send it.
kept-title = What you typed
kept-no-form = You are signed in, but the form is not here for you (any more). Nothing was sent. This is what you typed, so that you can copy it:

# Staff look at the portal as somebody.

view-title = Look at the portal
view-heading = Look at the portal as { $name }
view-lead = You see what { $name } sees, for half an hour. Nothing can be changed, nothing is marked as seen, and it is noted in the log.
view-by = For
view-start = Look
view-help = This link works once and for a minute. What you looked at before ends.
view-label = View
view-says = { $by } is looking at the portal as { $name }, until { $until }. Nothing can be changed.
view-shut-out = { $name } cannot come in at this moment.
view-end = End view
view-ended = You can close this window.
failure-view-only-title = You are only looking
failure-view-only-text = In a view nothing can be sent or changed. Nothing has happened.
failure-view-over-title = The view has ended
failure-view-over-text = Its time is over, it was ended, or it was replaced by another one. For a new one, make a new link in the back office.
failure-no-view-title = This link does not open anything
failure-no-view-text = Such a link works once and for a minute. Make a new one in the back office.

# The account.

profile-first-name = First name
profile-last-name = Last name
profile-mobile = Mobile number
profile-mobile-hint = So that somebody can reach you on the day. As you dial it, or with the code of the country: +43 664 1234567. Leave it empty if you have none.
profile-save = Save
notice-profile = Your data has been saved.
problem-name = Enter a name of at most 100 characters.
problem-mobile = This is not a mobile number. Write it like +43 664 1234567.
problem-mobile-country = Write the number with the code of its country, like +43.
problem-profile-changed = You changed this in another window meanwhile. Check it and save again.
account-profile-hint = { $organization } sees this, too, and greets you with this name.
account-calendar = Address of my calendar
account-data = Your data
account-data-text = A copy of everything that is kept about you: your names and address, what you may see and do, where you are signed in, what you wrote and what you did. A file that other programs can read (JSON).
account-data-get = Download my data
topic-means-orders = You are told when a visit is planned, moved or cancelled and when an order is finished.
topic-means-new_orders = You are told when a new order is made for you.
topic-means-comments = You are told when somebody answers on an order you see.
topic-means-objects = You are told when a check of one of your devices is due.
topic-means-documents = You are told when a new document is there for you.
topic-means-billing = You are told when there is a new invoice, or an estimate to decide about.
topic-means-video = You are told when a video session is planned or moved.

# By whose clocks the times in letters are.
time-zone = Time zone of letters
time-zone-hint = Times in letters to you are by these clocks. Pages here show the clocks of the place where the work is done.
time-zone-house = As for everybody: { $zone }
time-zone-save = Save time zone
notice-time-zone = The time zone of your letters has been changed.
problem-time-zone = Choose one of the time zones.

# One click in a letter switches its topic off.
unsubscribe-title = No more letters about this?
unsubscribe-lead = { $organization } writes to you about this:
unsubscribe-button = Switch these letters off
unsubscribe-rest = Everything else stays as it is. Letters about your access itself, such as links for a new password, still come.
unsubscribe-off-title = Switched off
unsubscribe-off = { $organization } no longer writes to you about this:
unsubscribe-again = You can switch it on again in your account whenever you like.
unsubscribe-account = To my account
unsubscribe-again-staff = You can switch it on again in Keydesk whenever you like, with “keydesk notices”.
staff-topic-orders = Orders
staff-topic-comments = Comments
staff-topic-video_sessions = Video sessions
staff-topic-documents = Documents
staff-topic-faults = Fault reports
staff-topic-billing = Answers to estimates
