from importlib import import_module
from pkgutil import iter_modules

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Reports"

    def ready(self) -> None:
        import_module("reports.exporters")
        cards = import_module("reports.cards")
        for module in iter_modules(cards.__path__):
            import_module(f"reports.cards.{module.name}")
