# Second factors, passkeys, recovery.
