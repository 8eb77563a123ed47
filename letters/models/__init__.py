from letters.models.letters import Disposition, Letter

__all__ = ["Disposition", "Letter"]
