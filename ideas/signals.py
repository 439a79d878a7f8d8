"""News that travels up to the apps above; nothing here knows who listens."""

from django.dispatch import Signal

# Sent after commit with idea, step (a lifecycle.Step) and by (a member, or None for the city's clock).
idea_advanced = Signal()

# Sent once per trail entry, inside a transaction of its own; what a receiver writes is kept together with "told" or not at all.
entry_recorded = Signal()
