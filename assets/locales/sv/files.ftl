# Documents, uploads, the logo.
