from letters.models.fronts import LetterFront
from letters.models.letters import Disposition, Letter
from letters.models.releases import PressRelease, ReleaseText
from letters.models.templates import PaperTemplate

__all__ = ["Disposition", "Letter", "LetterFront", "PaperTemplate", "PressRelease", "ReleaseText"]
