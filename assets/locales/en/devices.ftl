# Service objects, readings, self-checks.
topic-objects = Self-checks of objects I see that are due
