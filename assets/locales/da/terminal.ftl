# The frame of the terminal, and words that every room of it uses.

save = Gem
