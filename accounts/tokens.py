"""Links with which a person sets a password. Each works once, for a day, and the newest alone."""

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.utils.encoding import force_str
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from accounts.models import User


class PasswordLinkGenerator(PasswordResetTokenGenerator):
    """A new password, a sign-in, a newer link or the end of the account makes the link void."""

    def _make_hash_value(self, user, timestamp) -> str:
        return f"{super()._make_hash_value(user, timestamp)}{user.session_epoch}{user.is_active}"


password_links = PasswordLinkGenerator()


def link_parts(user: User) -> dict[str, str]:
    """The parts of the address, as the URL names them."""
    return {"uidb64": urlsafe_base64_encode(str(user.pk).encode()), "token": password_links.make_token(user)}


def user_of_link(uidb64: str, token: str) -> User | None:
    """Whose link this is, or None when it does not work (any more)."""
    try:
        user = User.objects.get(pk=int(force_str(urlsafe_base64_decode(uidb64))), is_active=True)
    except (ValueError, OverflowError, User.DoesNotExist):
        return None
    return user if password_links.check_token(user, token) else None
