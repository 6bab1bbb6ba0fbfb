# Die Seiten des Portals.

portal-sign-in = Anmelden
