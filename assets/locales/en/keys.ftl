# Second factors, passkeys, recovery.

# "Forgot password".

recovery-link = Forgot your password?
recovery-title = Forgot your password?
recovery-lead = Enter your e-mail address. If you have access, you receive a link with which you choose a new password.
recovery-send = Send me a link
recovery-asked-title = Look into your mailbox
recovery-asked-text = If this address has access, a letter with a link is on its way. The link works once, for half an hour.
recovery-asked-nothing = Nothing arrived? Look among unwanted mail and check the address. A letter is sent at most once an hour. Otherwise ask the company that looks after you.

letter-recovery-subject = { $organization }: choose a new password
letter-recovery-why = Hello { $name }, you receive this letter because a new password was asked for on the sign-in page of the customer portal of { $organization }, with your address.
letter-recovery-do = If it was you, open the link and choose a new password.
letter-recovery-button = Choose a new password
letter-recovery-unexpected = If it was not you, you need not do anything: your present password stays as it is, and nobody else gets this link.

# After the password.

second-title = One more step
second-lead = Your password is right. Show once more that it is you.
second-passkey = Use a passkey
second-code = Code from your authenticator app
second-code-hint = Six digits. One of your recovery codes works too.
second-recovery-code = Recovery code
second-continue = Continue
second-lost = Device lost, and no recovery codes at hand? Ask the company that looks after you: it can take the second factor away.
second-back = Back to the sign-in page
notice-step-over = The second step took too long or was wrong too often. Please sign in again.
problem-second-factor = This code is not right, has been used already, or its time is over. Wait for the next one and try again.

# Passkeys.

passkey-sign-in = Sign in with a passkey
passkey-needs-script = Passkeys need JavaScript, which is switched off in this browser. Everything else works without it.
passkey-unable = This browser cannot use passkeys here.
passkey-impossible = Passkeys cannot be used at this address, because it is not a name.
passkey-failed = Nothing came of it. Try again, or choose another way.
problem-passkey = This passkey was not accepted. Try again, or choose another way.
problem-passkey-new = The passkey could not be added. Please try again.
problem-passkey-many = You have as many passkeys as one person may have. Remove one first.
problem-passkey-known = This device or key has a passkey here already.
problem-passkey-name = Give the passkey a name, so that you know it again.
problem-passkey-name-long = The name may have at most 60 characters.
passkeys-title = Passkeys
passkeys-what = Sign in with your fingerprint, your face or the code of your device, without a password. A passkey also counts as second factor.
passkeys-lead = A passkey stays on your device or in your password manager. It works only here and cannot be guessed or fished for.
passkeys-count = Passkeys: { $count }
passkeys-manage = Passkeys
passkeys-yours = Your passkeys
passkeys-none = You have no passkey yet.
passkey-since = Since
passkey-used = Last used
passkey-never = never
passkey-remove = Remove
passkey-remove-label = Remove the passkey { $name }
passkey-new = Add a passkey
passkey-name = Name
passkey-name-hint = For example the device it is on: "My phone".
passkey-add = Add a passkey
notice-passkey-added = The passkey has been added. You are signed out everywhere else.
notice-passkey-removed = The passkey has been removed. You are signed out everywhere else.

# The second factor in the account.

account-keys = Second factor and passkeys
account-keys-lead = Protect your access with more than a password.
second-factor-title = Second factor
second-factor-lead = With a second factor nobody gets in with your password alone.
second-factor-demanded = { $organization } asks for a second factor. Choose one of the two ways; after that you can go on.
app-title = Authenticator app
app-what = An app on your phone shows a new code every half minute, which you enter after your password.
app-begin = Set up an app
app-is-on = Set up. After your password you are asked for its code.
app-switch-off = Switch off
app-scan = Scan this picture with your authenticator app:
app-qr = QR code with the secret for your authenticator app
app-by-hand = Or type this secret into the app:
app-open = Open in an app on this device
app-code = Code that the app shows
app-code-hint = Six digits
app-confirm = Finish
notice-app-on = The authenticator app has been set up. You are signed out everywhere else.
notice-app-off = The authenticator app has been switched off. You are signed out everywhere else.
problem-app-code = This is not the code that the app shows at this moment. Check that your device's clock is right.
codes-title = Recovery codes
codes-what = For the day on which app and passkey are not at hand: each code works once.
codes-left = Codes left: { $count }
codes-new = Make new codes
codes-shown-title = Your recovery codes
codes-shown-lead = Each of these codes lets you into the portal of { $organization } once, after your password, when nothing else is at hand.
codes-shown-once = They are shown only now. Print them or copy them to a safe place; older codes work no more.
codes-kept = I have kept them

# Showing again who one is.

confirm-title = Is it you?
confirm-lead = You signed in a while ago. Confirm that it is you before you change how you sign in.
confirm-needed = Confirm first that it is you.
confirm-go = Confirm

letter-second_factor-subject = { $organization }: how you sign in was changed
letter-second_factor-why = Hello { $name }, you receive this letter because the way you sign in to the customer portal of { $organization } was changed: { $change }
letter-second_factor-do = If this was with your knowledge, all is well. All other open sessions have been ended.
letter-second_factor-button = Sign in
letter-second_factor-unexpected = If you know nothing of it, please reply to this letter at once: somebody else may have got in.
letter-second_factor-change-app_set_up = an authenticator app was set up.
letter-second_factor-change-app_off = the authenticator app was switched off.
letter-second_factor-change-new_codes = new recovery codes were made.
letter-second_factor-change-passkey_added = a passkey was added.
letter-second_factor-change-passkey_removed = a passkey was removed.
letter-second_factor-change-reset = your second factors and passkeys were taken away by { $organization }; from now on your password alone lets you in.
