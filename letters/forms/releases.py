"""Forms of press releases: which subject, the text in three lengths, and the decision."""

from django import forms
from django.utils.translation import gettext_lazy

from core.forms import BaseForm, LongTextField, OnceForm, VersionedFormMixin
from letters.models.releases import CAPTION, SITE, WHATSAPP


class ReleaseForm(BaseForm):
    """The wording comes filled in; square brackets are what is filled in by hand."""

    keep = "siaran-pers"
    site = LongTextField(
        label=gettext_lazy("Untuk situs"),
        length=SITE,
        rows=16,
        help_text=gettext_lazy(
            "Isi bagian dalam kurung siku, seperti kutipan. Jangan menulis nama, inisial, atau desa."
        ),
    )
    caption = LongTextField(label=gettext_lazy("Untuk media sosial"), length=CAPTION, rows=7, required=False)
    whatsapp = LongTextField(label=gettext_lazy("Untuk WhatsApp"), length=WHATSAPP, rows=8, required=False)

    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("site", "caption", "whatsapp")}


class NewReleaseForm(OnceForm, ReleaseForm):
    submit_label = gettext_lazy("Simpan konsep")
    keep = "siaran-pers-baru"


class EditReleaseForm(VersionedFormMixin, ReleaseForm):
    submit_label = gettext_lazy("Simpan konsep")
    keep = "ubah-siaran-pers"


class DecideForm(VersionedFormMixin, BaseForm):
    """A step on the release. `findings`: what in the text may tell who somebody is; then it asks for a tick."""

    keep = "putuskan-siaran-pers"
    looked = forms.BooleanField(
        label=gettext_lazy("Saya sudah memeriksa peringatan di atas dan tetap melanjutkan"), required=False
    )

    def __init__(self, *args, findings: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if findings:
            self.fields["looked"].required = True
        else:
            del self.fields["looked"]


class SubmitReleaseForm(DecideForm):
    submit_label = gettext_lazy("Ajukan kepada kepala")


class ApproveReleaseForm(DecideForm):
    submit_label = gettext_lazy("Setujui")


class SendBackReleaseForm(VersionedFormMixin, BaseForm):
    submit_label = gettext_lazy("Kembalikan")
    keep = "kembalikan-siaran-pers"
    reason = LongTextField(label=gettext_lazy("Yang perlu diperbaiki"), length=1000, rows=3)
