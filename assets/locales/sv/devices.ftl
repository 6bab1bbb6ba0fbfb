# Service objects, readings, self-checks.
topic-objects = Egenkontroller som ska göras på objekt jag ser
