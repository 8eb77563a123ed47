"""Forms of the steps of a case. Forms that add something carry `form_id`, so that a double click adds once."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import reference
from cases.choices import ListName, ReferralState
from cases.queries import today, who_may_work
from cases.stages import Move, moves_from
from core.forms import BaseForm, LongTextField, OnceForm, SourceDateField, VersionedFormMixin

FAMILY = "KELUARGA"  # is contacted about a return, but no case is referred to it
CHOOSE = [("", gettext_lazy("Pilih"))]
BIG = {"class": "choices-big choices-long"}


def staff_label(user) -> str:
    return f"{user.full_name} ({user.office.short_name})"


class StaffField(forms.ModelChoiceField):
    def label_from_instance(self, obj) -> str:
        return staff_label(obj)


class AssignCaseForm(BaseForm):
    to = StaffField(label=gettext_lazy("Petugas"), queryset=None, empty_label=gettext_lazy("Pilih petugas"))
    submit_label = gettext_lazy("Tugaskan")
    keep = "penugasan-kasus"

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = who_may_work(today(), district_id=case.district_id)


class NoteForm(OnceForm):
    text = LongTextField(label=gettext_lazy("Catatan"), rows=4)
    submit_label = gettext_lazy("Simpan catatan")
    keep = "catatan-kasus"


class TaskForm(OnceForm):
    title = forms.CharField(label=gettext_lazy("Tugas"), max_length=200)
    assignee = StaffField(label=gettext_lazy("Petugas"), queryset=None, empty_label=gettext_lazy("Pilih petugas"))
    due_on = SourceDateField(label=gettext_lazy("Tenggat"), required=False)
    submit_label = gettext_lazy("Simpan tugas")
    keep = "tugas-kasus"

    def __init__(self, *args, case, team: set[int] | None = None, joins: bool = False, **kwargs):
        """`team`: of a restricted case; with `joins` somebody else may be chosen too, and joins it."""
        super().__init__(*args, **kwargs)
        staff = who_may_work(today(), district_id=case.district_id)
        if team is not None and joins:
            self.fields["assignee"].help_text = _("Kasus ini dibatasi. Petugas di luar tim masuk ke dalam timnya.")
        elif team is not None:
            staff = staff.filter(pk__in=team)
        self.fields["assignee"].queryset = staff


class ReferCaseForm(OnceForm):
    agency = forms.ChoiceField(label=gettext_lazy("Instansi"))
    agency_name = forms.CharField(
        label=gettext_lazy("Nama instansi"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Misalnya nama dinas atau kantor yang dituju."),
    )
    purpose = LongTextField(label=gettext_lazy("Tujuan rujukan"), length=500, rows=3)
    submit_label = gettext_lazy("Rujuk")
    keep = "rujukan-kasus"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        agencies = [item for item in reference.choices(ListName.AGENCY, today()) if item[0] != FAMILY]
        self.fields["agency"].choices = [*CHOOSE, *agencies]


class AnswerReferralForm(VersionedFormMixin, BaseForm):
    state = forms.ChoiceField(
        label=gettext_lazy("Jawaban"),
        choices=[(state.value, state.label) for state in ReferralState if state != ReferralState.SENT],
        widget=forms.RadioSelect(attrs=BIG),
    )
    answer = LongTextField(label=gettext_lazy("Isi jawaban"), length=500, rows=3, required=False)
    keep = "jawaban-rujukan"


class MoveStageForm(BaseForm):
    to_stage = forms.ChoiceField(label=gettext_lazy("Tahap berikutnya"), widget=forms.RadioSelect(attrs=BIG))
    reason = LongTextField(label=gettext_lazy("Alasan atau keterangan"), length=500, rows=3, required=False)
    submit_label = gettext_lazy("Pindahkan tahap")
    keep = "tahap-kasus"

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to_stage"].choices = [(move.to_stage, self.words(move)) for move in moves_from(case.stage)]

    @staticmethod
    def words(move: Move) -> str:
        label = reference.label(ListName.STAGE, move.to_stage)
        words = _("{tahap}: {arti}").format(tahap=label, arti=move.meaning)
        return _("{kalimat} (perlu alasan)").format(kalimat=words) if move.needs_reason else words


class CloseCaseForm(BaseForm):
    reason = forms.ChoiceField(label=gettext_lazy("Alasan penutupan"), widget=forms.RadioSelect(attrs=BIG))
    note = LongTextField(label=gettext_lazy("Keterangan"), length=2000, rows=3, required=False)
    submit_label = gettext_lazy("Tutup kasus")
    keep = "tutup-kasus"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [
            (code, self.words(code)) for code in reference.codes(ListName.CLOSING_REASON, today())
        ]

    @staticmethod
    def words(code: str) -> str:
        """The reason with the article that it rests on."""
        item = reference.item(ListName.CLOSING_REASON, code)
        label = reference.label(ListName.CLOSING_REASON, code)
        return f"{label} ({item.article})" if item and item.article else label


class ReasonForm(BaseForm):
    """One reason, for steps that undo or refuse something."""

    reason = LongTextField(label=gettext_lazy("Alasan"), length=500, rows=3, required=False)
    keep = "alasan"


class ReopenCaseForm(ReasonForm):
    submit_label = gettext_lazy("Buka kembali")


class StaffManyField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj) -> str:
        return staff_label(obj)


class RestrictForm(BaseForm):
    """The named team of a case or of a person; `right` is what each of them must hold to look at it."""

    team = StaffManyField(
        label=gettext_lazy("Tim yang boleh melihat"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Anda sendiri selalu ada di dalam tim."),
    )
    submit_label = gettext_lazy("Batasi akses")
    keep = "tim-terbatas"

    def __init__(self, *args, district_id: int | None, right: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = who_may_work(today(), district_id=district_id, right=right)

    def user_ids(self) -> set[int]:
        return {user.pk for user in self.cleaned_data["team"]}


class CaseFacts(BaseForm):
    """What a file says of itself, when it is opened and when it is changed."""

    category = forms.ChoiceField(label=gettext_lazy("Kategori"))
    channel = forms.ChoiceField(label=gettext_lazy("Cara pengaduan"))
    country = forms.ChoiceField(label=gettext_lazy("Negara"), required=False)
    summary = LongTextField(label=gettext_lazy("Apa yang terjadi"), rows=5, required=False)
    adu_number = forms.CharField(label=gettext_lazy("Nomor ADU (KP2MI)"), max_length=40, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = [*CHOOSE, *reference.choices(ListName.CASE_CATEGORY, today())]
        self.fields["channel"].choices = [*CHOOSE, *reference.choices(ListName.CHANNEL, today())]
        unknown = [("", _("Belum diketahui"))]
        self.fields["country"].choices = [*unknown, *reference.choices(ListName.COUNTRY, today())]


class EditCaseForm(VersionedFormMixin, CaseFacts):
    keep = "ubah-kasus"


class OpenCaseForm(OnceForm, CaseFacts):
    """A new file about a person we know."""

    fieldsets = [
        ("", ["category", "channel", "country", "summary"]),
        ("+", ["adu_number"]),
    ]
    submit_label = gettext_lazy("Buka kasus")
    keep = "kasus-baru"
