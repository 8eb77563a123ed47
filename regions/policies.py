"""Areas by code: public lists."""

from core.walls import free

free("public lists of areas", "regions_area", "regions_areaalias", "regions_areasuccession", "regions_areafigure")
