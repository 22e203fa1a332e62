"""The staff's pages: who works here. Nothing of a patient, not even that they exist."""

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import CharField, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy

from ldn_app.addresses import canonical_address
from ldn_app.ui.fields import TypedTextField
from ldn_app.ui.redirects import safe_next

from .models import Clinician, Tombstone, User
from .proofs import proved_twice, with_next

SECOND_STEP = reverse_lazy("accounts:second_step")


class StaffOnlyUserAdmin(admin.ModelAdmin):
    """People who have no diary: staff and clinicians. Patients' addresses do not appear.

    An address is typed once, when the account is opened. Changing it later would hand the account,
    and what patients opened to it, to another mailbox: only its owner does that, with a proof.
    """

    list_display = ["email", "is_staff", "is_active", "last_login"]
    fields = ["email", "is_active", "is_staff", "is_superuser"]
    ordering = ["email"]

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        return ["email"] if obj is not None else []

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).filter(patient__isnull=True)

    def save_model(self, request: HttpRequest, obj: User, form: ModelForm, change: bool) -> None:
        """A new colleague signs in by code; whoever opens the account sets no password for them."""
        obj.email = canonical_address(obj.email)
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Accounts are closed (is_active), not deleted: a deletion would list what hangs on it."""
        return False


class ClinicianAdmin(admin.ModelAdmin):
    """Who may be given a look at a diary."""

    list_display = ["name", "institution", "created_at"]
    fields = ["user", "name", "institution"]
    formfield_overrides = {
        CharField: {"form_class": TypedTextField, "widget": AdminTextInputWidget}
    }

    def get_readonly_fields(self, request: HttpRequest, obj: Clinician | None = None) -> list[str]:
        """A clinician never becomes somebody else's account."""
        return ["user"] if obj is not None else []

    def formfield_for_foreignkey(self, db_field, request: HttpRequest, **kwargs):
        """Somebody with a diary is not offered: one person, one role."""
        if db_field.name == "user":
            kwargs["queryset"] = User.objects.filter(patient__isnull=True)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_delete_permission(self, request: HttpRequest, obj: Clinician | None = None) -> bool:
        """Deleting one would take the log that patients read with it."""
        return False


class TombstoneAdmin(admin.ModelAdmin):
    """How many accounts were erased; nothing can be changed."""

    list_display = ["erased_on"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Tombstone | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Tombstone | None = None) -> bool:
        return False


def may_enter(request: HttpRequest) -> bool:
    """Staff whose session holds a second proof of today."""
    user = request.user
    return user.is_active and user.is_staff and proved_twice(request)


def enter(request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
    """The door of the staff's pages, in place of Django's own form, which asks for one factor:
    sign-in like everybody's, then the second step."""
    onward = safe_next(request, default="admin:index")
    if not request.user.is_authenticated:
        return redirect_to_login(onward)
    if not (request.user.is_staff and request.user.is_active):
        raise PermissionDenied
    return redirect(onward if may_enter(request) else with_next(SECOND_STEP, onward))


def to_own_password(request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
    """A password is changed where everybody changes it, with a proof; not in Django's own form."""
    return redirect("account_change_password")


staff_pages = admin.site
staff_pages.login = enter
staff_pages.has_permission = may_enter
staff_pages.password_change = to_own_password
staff_pages.password_change_done = to_own_password
staff_pages.register(User, StaffOnlyUserAdmin)
staff_pages.register(Clinician, ClinicianAdmin)
staff_pages.register(Tombstone, TombstoneAdmin)
