"""Whatever is typed into a form survives an ended session: each form says under which name the browser keeps it."""

import importlib
import pkgutil

from core.forms import FormBaseMixin

# Secrets, filters of a list, blocks inside another form, what the phone's outbox keeps by itself, and files: no browser
# gives them back.
NOT_KEPT = {
    "SignInForm", "NewPasswordForm", "ChangePasswordForm", "CodeForm", "ConfirmAppForm", "SureForm",
    "UserFilterForm", "LookFilterForm", "PatternFilterForm", "SubjectForm", "SummaryForm", "AsOfForm", "LostDeviceForm",
    "RolesForm", "PasskeyNameForm",
    "RecordGroupForm",
    "AddFilesForm", "SignedPaperForm", "ApplyListForm", "ScansForm",
    "SignatureForm", "PaperPhotoForm", "SignRefusalForm",
}  # fmt: skip
BASES = {"BaseForm", "BaseModelForm", "OnceForm", "CaseFacts", "PersonForm", "ToldForm", "OfPeople", "LetterHeadForm",
         "StandForm", "SiskoForm", "FollowUpForm"}  # fmt: skip


def form_classes(cls: type = FormBaseMixin) -> set[type]:
    found = set()
    for child in cls.__subclasses__():
        found |= {child} | form_classes(child)
    return {item for item in found if not item.__module__.startswith("tests.")}


def test_every_form_is_kept_by_the_browser_or_named_here():
    for app in ("accounts", "cases", "letters", "reports"):
        package = importlib.import_module(f"{app}.forms")
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    unkept = {cls.__name__ for cls in form_classes() if not cls.keep}
    assert unkept - BASES == NOT_KEPT
