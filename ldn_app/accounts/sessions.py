"""Sessions in the database that know whose they are (see SESSION_ENGINE)."""

from datetime import timedelta
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore
from django.utils import timezone

# An address that was typed and never confirmed must not lie about for three months.
LIFETIME_WITHOUT_SIGN_IN = timedelta(days=1)


class SessionStore(DatabaseSessionStore):
    """Django's database sessions with ``user_id``; those of nobody end after a day."""

    @classmethod
    def get_model_class(cls) -> type:
        from .models import SignInSession

        return SignInSession

    def create_model_instance(self, data: dict[str, Any]):
        from .models.sign_in_session import person_in

        row = super().create_model_instance(data)
        row.user_id = person_in(data)
        if "_auth_user_id" not in data:
            row.expire_date = min(row.expire_date, timezone.now() + LIFETIME_WITHOUT_SIGN_IN)
        return row
