# Staff accounts, settings, what roles hold, wording of letters.

# Staff accounts.

staff-no-customer = there is no customer { $number }
staff-no-areas = there are none
staff-areas-of = of { $join }
staff-the-new = The new account
staff-new-title = New staff account
staff-make-verb = Make it
staff-new-say = The person signs in with a temporary password that you read aloud, and replaces it at once.
label-areas = Areas
label-looks-after = Looks after
staff-customers-empty = numbers of customers, or nothing
staff-no-area = there is no area { $name }
staff-temporary = Temporary password: { $whose }
staff-temporary-text = It works for 72 hours and has to be replaced at the first sign-in. It is shown this once.
staff-house-language = the organization's
staff-account-of = Account of { $name }
staff-edit-say = Another role ends the person's remembered sign-ins. Single permissions stay as they are.
staff-mobile-empty = for SMS, like +43 664 1234567
staff-written-in = Written to in
label-time-zone = Time zone
staff-zone-empty = the organization's, or like Europe/Vienna
staff-admin-all = An administrator holds every permission, whatever stands here.
staff-permissions-say = ● as the role says, allowed or denied beyond it. Nobody gives what they do not hold.
staff-permissions-saved = Permissions of { $name } saved
staff-areas-say = Customers in these areas only; what is seen of others says the setting "outside areas".
staff-areas-title = Areas of { $name }
staff-areas-saved = Areas of { $name } saved
staff-customers-title = Customers that { $name } looks after
staff-customers-done = { $name } looks after { $customers } customers
staff-customers-say = Their numbers, with commas between them.
staff-on-text = { $name } can sign in again with the password of before.
staff-off-text = { $name } can no longer sign in, and what is open anywhere ends with the next request. Nothing is lost.
staff-password-ask = Make a new password for { $name }?
staff-password-text = The present password and every remembered sign-in end. The new one is shown once, to read aloud, and has to be replaced at the first sign-in.
staff-password-verb = Make a password
staff-out-ask = Sign { $name } out everywhere?
staff-out-text = Every remembered sign-in ends; what is open with one ends with its next request.
staff-out-done = { $ended } remembered sign-ins ended
staff-permissions-of = Permissions of { $name } · { $role }
staff-ask-on = Switch the account of { $name } on?
staff-ask-off = Switch the account of { $name } off?
staff-done-on = The account of { $name } is on
staff-done-off = The account of { $name } is off
staff-now-role = { $name } is { $role }
staff-temporary-short = temporary pw
staff-active = active
staff-everywhere = everywhere
staff-nowhere = none !
staff-title = Staff
staff-nobody = Nobody here; n makes the first account.
staff-no-customer-own = no customer of their own
staff-no-mobile = none: told by e-mail
staff-house-language-long = the organization's language
staff-works-until = works until { $at }
staff-new-short = New account
staff-role-everywhere = the role { $role } acts everywhere

# Wording of letters.

letters-title = Letters
letters-own = own words
letters-type = Type to find a kind or a language.
letters-which = Word which letter?
letters-own-unfit = own words, which do not fit any more
letters-own-words = own words: { $words }
letters-part = Which part?
letters-change = Change the words
letters-take-back = Take them back
letters-as-before = the part says again what it said before
letters-by = By { $by }.
letters-done = The part { $which } is worded anew; letters sent from now on say it
letters-say = Plain text; these are filled in: { $braced }.{ $must }
letters-unused = These words are not used, because what they say { $why }.
label-words = Words
letters-back-ask = Take back the words of { $part } in { $own_name }?
letters-again = The part says again: { $ours }
letters-back-verb = Take back
letters-back-done = The part { $part } says again what it said before

# Settings.

setting-module = whether the portal answers at all
roles-title = What roles hold
setting-roles = permissions of the three roles
setting-templates = templates: what is looked at, one point a line
setting-letters = their words, per kind and language
setting-outside = Outside areas
setting-outside-means = what is seen of customers in other areas
setting-mail-temporary = Mail temporary pw
setting-mail-temporary-means = whether passwords may go by mail
setting-link-billing = Link shows billing
setting-link-billing-means = whether the secure link shows billing
setting-second = Second factor
setting-second-means = whether everybody needs one in the portal
setting-language-means = where nobody chose one
setting-zone-means = of dates in letters and pages
setting-reply = Replies go to
setting-reply-means = the address that answers to letters reach
setting-accent = Colour
setting-accent-means = of the portal, as #rrggbb
setting-enter = enter shows them
setting-demanded = demanded
setting-as-liked = as people like
settings-title = Settings
column-setting = Setting
column-now = Now
column-means = What it means
setting-saved = { $name }: saved
setting-elsewhere = Customers elsewhere
setting-mail-tick = Temporary passwords may be mailed
setting-link-tick = Whoever holds a secure link sees billing
setting-second-say = Whoever has none sets one up at the next sign-in: an app that shows codes, or a passkey (R22).
setting-second-tick = Everybody who signs in to the portal needs one

# What roles hold.

role-never = { $permission } can never be held by the role { $role }
role-leave-text = What was changed is not saved. Stay, and w shows what it means and saves it.
role-touched = { $role }: { $people } touched
role-exceptions = Who has an exception keeps what it says. It holds at once.
role-ask = Change what roles hold?
role-unsaved = { $n } changes of what roles hold
role-legend = ■ holds  □ can be given to a person  – never  * changed
role-hint = space changes · esc closes
role-hint-changed = space changes · w shows what it means and saves ({ $n }) · esc
role-saved-one = { $n } change of what roles hold saved
role-saved-many = { $n } changes of what roles hold saved
role-gains = { $people } gains: { $permission }
role-gain = { $people } gain: { $permission }
role-loses = { $people } loses: { $permission }
role-lose = { $people } lose: { $permission }
role-too-many = more than { $people }: nobody is told by a letter
role-told-nobody = nobody is told by a letter
role-told = told by a letter: { $people }
