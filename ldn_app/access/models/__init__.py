"""Grants, and the two logs."""

from .access_event import AccessEvent
from .access_kind import AccessKind
from .change_event import ChangeEvent
from .look import Look
from .share_category import ShareCategory
from .share_grant import ShareGrant

__all__ = [
    "AccessEvent",
    "AccessKind",
    "ChangeEvent",
    "Look",
    "ShareCategory",
    "ShareGrant",
]
