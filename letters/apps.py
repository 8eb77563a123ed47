from django.apps import AppConfig
from django.utils.module_loading import import_module


class LettersConfig(AppConfig):
    name = "letters"
    verbose_name = "Letters"

    def ready(self) -> None:
        import_module("letters.files")
        import_module("letters.open_work")
