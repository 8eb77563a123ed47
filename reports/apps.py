from django.apps import AppConfig
from django.utils.module_loading import import_module


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Reports"

    def ready(self) -> None:
        import_module("reports.exporters")
