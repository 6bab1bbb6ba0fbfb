# Service objects, readings, self-checks.
topic-objects = Fällige Eigenprüfungen an Objekten, die ich sehe
