# Portalens sidor.

portal-sign-in = Logga in
