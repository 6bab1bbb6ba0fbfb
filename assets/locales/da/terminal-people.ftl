# What is done with one person; one's own language and notices.

language-title = Dit sprog
language-none = som organisationen og denne computer
language-saved = Sproget er, som du valgte
language-lead = Terminalen taler det fra nu af, og dine breve ligeså.
language-label = Sprog
