"""Other medicines as the patient names them, and the answer about opioids."""

from .opioid_answer import OpioidAnswer
from .other_medicine import OtherMedicine

__all__ = ["OpioidAnswer", "OtherMedicine"]
