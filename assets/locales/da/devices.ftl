# Service objects, readings, self-checks.
topic-objects = Egenkontroller, der skal udføres på objekter, jeg ser
