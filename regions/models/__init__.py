from regions.models.area import Area, AreaAlias, AreaFigure, AreaSuccession

__all__ = ["Area", "AreaAlias", "AreaFigure", "AreaSuccession"]
