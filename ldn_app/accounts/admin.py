"""The staff's pages: who works here. Nothing of a patient, not even that they exist."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.db.models import CharField, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest

from ldn_app.addresses import canonical_address
from ldn_app.ui.fields import TypedTextField

from .models import Clinician, Tombstone, User


class StaffOnlyUserAdmin(admin.ModelAdmin):
    """People who have no diary: staff and clinicians. Patients' addresses do not appear."""

    list_display = ["email", "is_staff", "is_active", "last_login"]
    fields = ["email", "is_active", "is_staff", "is_superuser"]
    ordering = ["email"]

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


staff_pages = admin.site
# Staff sign in like everybody: with codes, rate limits and the second step.
staff_pages.login = secure_admin_login(staff_pages.login)
staff_pages.register(User, StaffOnlyUserAdmin)
staff_pages.register(Clinician, ClinicianAdmin)
staff_pages.register(Tombstone, TombstoneAdmin)
