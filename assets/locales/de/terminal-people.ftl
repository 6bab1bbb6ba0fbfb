# What is done with one person; one's own language and notices.

language-title = Ihre Sprache
language-none = wie Organisation und Rechner
language-saved = Die Sprache ist, wie Sie gewählt haben
language-lead = Das Terminal spricht sie von jetzt an, und Ihre Briefe ebenso.
language-label = Sprache
