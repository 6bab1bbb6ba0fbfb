# What is done with one person; one's own language and notices.

language-title = Ditt språk
language-none = som organisationen och den här datorn
language-saved = Språket är som du valde
language-lead = Terminalen talar det från och med nu, och dina brev likaså.
language-label = Språk
