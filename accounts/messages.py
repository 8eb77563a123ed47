"""What a page says once after a step. It may name a person, so it lies encrypted in the session and goes with it."""

from base64 import b64decode, b64encode

from django.contrib.messages.storage.session import SessionStorage

from core.keys import CannotDecrypt, key_ring

COLUMN = "accounts_devicesession.messages"


class SealedMessages(SessionStorage):
    """Django's store in the session, sealed for its own session: a copy of the table or of a cookie tells nothing."""

    def serialize_messages(self, messages) -> str:
        text = super().serialize_messages(messages)
        return b64encode(key_ring().encrypt(COLUMN, self._row, text.encode())).decode()

    def deserialize_messages(self, data):
        """Nothing of what was sealed for another session, or with a key that is gone: it was said long ago."""
        try:
            text = key_ring().decrypt(COLUMN, self._row, b64decode(data)).decode() if data else "[]"
        except (CannotDecrypt, ValueError):
            return []
        return super().deserialize_messages(text)

    @property
    def _row(self) -> str:
        """The key of a session changes when somebody signs in; who sits there does not."""
        return str(self.request.session.get("_auth_user_id", "visitor"))
