"""New passwords: by their owner, or by a link that an administrator hands over."""

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.sessions import sign_out_everywhere
from accounts.models import User
from accounts.queries import may_sign_in
from accounts.tokens import link_parts
from core.exceptions import DomainError
from core.history import action


@action
def change_password(*, password: str, by: User, keep: str = "") -> None:
    """Set the owner's new password and end all other sessions. The rules of passwords were checked by the form.

    The second factor stays as it is.
    """
    by.set_password(password)
    by.save(update_fields=["password"])
    sign_out_everywhere(user=by, keep=keep, by=by)


@action
def make_password_link(*, user: User, by: User) -> dict[str, str]:
    """The parts of a link for a new password. Older links and open sessions of the user end."""
    if not may_sign_in(user, timezone.localdate()):
        raise DomainError(_("Akun ini sudah berakhir. Aktifkan akun dahulu, lalu buat tautan kata sandi."))
    sign_out_everywhere(user=user, by=by)
    return link_parts(user)
