"""The plan and the answers to its nights."""

from .dose import Dose
from .regimen import Regimen
from .regimen_event import RegimenEvent

__all__ = ["Dose", "Regimen", "RegimenEvent"]
