# What is done with one person; one's own language and notices.

language-title = Your language
language-none = as the organization and this machine
language-saved = Your language is as you chose
language-lead = The terminal speaks it from now on, and your letters as well.
language-label = Language
