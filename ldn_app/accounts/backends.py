from allauth.account.auth_backends import AuthenticationBackend

from .models import User


class AccountBackend(AuthenticationBackend):
    """allauth's backend, loading the person's roles with the user: one query a request."""

    def get_user(self, user_id: int) -> User | None:
        """Return the active user with patient and clinician attached, or None."""
        user = User.objects.select_related("patient", "clinician").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
