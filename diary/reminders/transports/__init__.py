"""How a message leaves the house: one module per sort of channel.

To add one: write a class with the shape of ``base.Transport`` and name it in the setting
REMINDER_TRANSPORTS under its ``Channel.Kind``.
"""

from django.conf import settings
from django.utils.module_loading import import_string

from .base import Outcome, Outgoing, Receipt, Transport

__all__ = ["Outcome", "Outgoing", "Receipt", "Transport", "installed_transports"]


def installed_transports() -> dict[str, Transport]:
    """A new transport for each sort of channel that this installation can serve."""
    return {kind: import_string(path)() for kind, path in settings.REMINDER_TRANSPORTS.items()}
