"""One at a time on a debate: every verb that changes what its page shows holds the row of the debate while it does."""

from ideas.models import Debate


def lock(debate: Debate) -> Debate:
    """The debate as it is now, with its idea, locked until the transaction ends. Must run inside a transaction.

    Only the row of the debate is locked. A verb that changes the idea as well locks that first (ideas.trail.changing).
    """
    return Debate.objects.select_for_update(of=("self",)).select_related("idea").get(pk=debate.pk)


def keep(debate: Debate, *columns: str) -> None:
    """Save columns of a locked debate and say that its page shows something else now."""
    debate.revision += 1
    debate.save(update_fields=["revision", *columns])
