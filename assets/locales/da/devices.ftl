# Service objects, readings, self-checks.
