from django.apps import AppConfig
from django.utils.module_loading import import_module


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = "Cases"

    def ready(self) -> None:
        import_module("cases.exporters")
        import_module("cases.files")
        import_module("cases.open_work")
        import_module("cases.field_work")
        import_module("cases.letter_links")
        import_module("cases.texts.writings")
        import_module("cases.texts.releases")
