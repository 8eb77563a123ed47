"""The form of files: chosen, dropped, or photographed. What is in them is checked behind the door, not here."""

from django.utils.translation import gettext_lazy

from cases.files import CASE_ATTACHMENT
from core.fields import FilesField
from core.files import file_kinds
from core.forms import OnceForm


class AddFilesForm(OnceForm):
    files = FilesField(label=gettext_lazy("Berkas"), required=False)
    photo = FilesField(label=gettext_lazy("Foto dari kamera"), required=False)
    submit_label = gettext_lazy("Simpan berkas")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rules = file_kinds()[CASE_ATTACHMENT]
        pictures = [mime for mime in rules.mimes if mime.startswith("image/")]
        endings = [f".{name}" for name in rules.extensions]
        self.fields["files"].widget.attrs["accept"] = ",".join([*rules.mimes, *endings])
        self.fields["photo"].widget.attrs.update(accept=",".join(pictures), capture="environment")

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or self.cleaned_data
        if not self.uploads():
            self.add_error("files", gettext_lazy("Pilih sedikitnya satu berkas."))
        return cleaned

    def uploads(self) -> list:
        return [*self.cleaned_data.get("files", []), *self.cleaned_data.get("photo", [])]
