"""What need not be kept is not kept."""

from datetime import datetime, timedelta

from ..models import OutboxMessage

KEPT_FOR = timedelta(days=30)
WHY = "old messages of every patient are deleted"


def forget_old_messages(*, now: datetime) -> int:
    """Delete messages that were settled and due more than 30 days ago; returns how many."""
    rows = OutboxMessage.objects.unscoped(reason=WHY)
    old = rows.filter(due_at__lt=now - KEPT_FOR, settled_at__isnull=False)
    deleted, _ = old.delete()
    return deleted
