# Portalens sider.

portal-sign-in = Log ind
