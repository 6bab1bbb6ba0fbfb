# Fault reports, and orders that customers create or change.
