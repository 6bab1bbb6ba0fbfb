# The portal's pages.

portal-sign-in = Sign in
