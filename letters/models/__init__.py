from letters.models.fronts import LetterFront
from letters.models.letters import Disposition, Letter

__all__ = ["Disposition", "Letter", "LetterFront"]
