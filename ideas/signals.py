"""News that travels up to the apps above; nothing here knows who listens."""

from django.dispatch import Signal

# Sent after commit with idea, step (a lifecycle.Step) and by (a member).
idea_advanced = Signal()
