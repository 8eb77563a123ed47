from reports.models.exports import ExportDownload, ExportRecord
from reports.models.patterns import UnusualPattern

__all__ = ["ExportDownload", "ExportRecord", "UnusualPattern"]
