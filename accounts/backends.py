"""Sign-in by user name and password; accounts past their last day are refused."""

from django.contrib.auth.backends import BaseBackend
from django.utils import timezone

from accounts.models import User
from accounts.queries import may_sign_in


class OfficeBackend(BaseBackend):
    def authenticate(self, request, username: str | None = None, password: str | None = None, **kwargs):
        if not username or password is None:
            return None
        user = User.objects.filter(username__iexact=username.strip()).first()
        if user is None:
            User().set_password(password)  # same time for unknown names
            return None
        if user.check_password(password) and may_sign_in(user, timezone.localdate()):
            return user
        return None

    def get_user(self, user_id: int):
        return User.objects.select_related("office").filter(pk=user_id).first()
