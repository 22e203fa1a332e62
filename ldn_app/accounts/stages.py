from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest


class SecondStep(AuthenticateStage):
    """Asks for a second proof only people who switched the second step (TOTP) on.

    allauth asks everybody who has a passkey as well. Here a passkey is a quicker way in beside
    the mailed code, not a lock on it: who loses the phone with the only passkey still reaches
    their record. Somebody with TOTP may answer with a passkey too.
    """

    def _should_handle(self, request: HttpRequest) -> bool:
        user = self.login.user
        if user is None or not is_mfa_enabled(user, [Authenticator.Type.TOTP]):
            return False
        return super()._should_handle(request)
