"""The form that says who of a return belongs together."""

from django import forms
from django.utils.translation import gettext_lazy

from cases.choices import FamilyRelation
from cases.forms.fields import PeopleField
from core.forms import BaseForm

RELATIONS = [
    (FamilyRelation.PARENT.value, gettext_lazy("Orang tua dari")),
    (FamilyRelation.CHILD.value, gettext_lazy("Anak dari")),
    (FamilyRelation.SPOUSE.value, gettext_lazy("Suami/istri dari")),
    (FamilyRelation.SIBLING.value, gettext_lazy("Saudara kandung dari")),
    (FamilyRelation.OTHER.value, gettext_lazy("Kerabat lain dari")),
]


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, obj) -> str:
        return str(obj.worker)


class FamilyForm(BaseForm):
    """One person is the parent (child, spouse) of all who are ticked."""

    person = PersonField(label=gettext_lazy("Orang ini"), queryset=None)
    relation = forms.ChoiceField(label=gettext_lazy("adalah"), choices=RELATIONS)
    relatives = PeopleField(
        label=gettext_lazy("Siapa saja"),
        error_messages={"required": gettext_lazy("Pilih paling sedikit satu anggota keluarganya.")},
    )
    fieldsets = [("", ["person", "relation", "relatives"])]
    submit_label = gettext_lazy("Tautkan keluarga")
    keep = "keluarga-rombongan"

    def __init__(self, *args, people, **kwargs):
        """`people`: a queryset of returnees in sight with their worker."""
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people
        self.fields["relatives"].queryset = people
