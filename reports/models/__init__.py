from reports.models.exports import ExportDownload, ExportRecord

__all__ = ["ExportDownload", "ExportRecord"]
