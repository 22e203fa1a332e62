from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ldn_app.addresses import canonical_address


class UserManager(BaseUserManager):
    """Creates users by e-mail address; it is kept in the one form of all addresses."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **extra) -> "User":
        """Return a saved user; ``password=None`` means sign-in by code or passkey only.

        Raises NotAnAddress, a ValueError.
        """
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=canonical_address(email), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **extra) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **extra)


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who can sign in; what they may see follows from Patient, Clinician and grants."""

    email = models.EmailField(_("メールアドレス"), unique=True)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_is_unique_in_any_case")
        ]

    def __str__(self) -> str:
        return f"user {self.pk}"
