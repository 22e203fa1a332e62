"""How people prove who they are: the settings of allauth, for base.py."""

from datetime import timedelta

from .environment import env

CODE_LIFETIME = int(timedelta(minutes=15).total_seconds())
# Short numbers can be read off one screen and typed into another.
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": True}
# How many proxies of ours stand in front and append to X-Forwarded-For; 0: the header is ignored.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
ACCOUNT_ADAPTER = "ldn_app.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_FORMS = {
    "signup": "ldn_app.accounts.forms.SignupForm",
    "login": "ldn_app.accounts.forms.LoginForm",
    "add_email": "ldn_app.accounts.forms.AddEmailForm",
    "change_email": "ldn_app.accounts.forms.ChangeEmailForm",
    "request_login_code": "ldn_app.accounts.forms.RequestLoginCodeForm",
    "reset_password": "ldn_app.accounts.forms.ResetPasswordForm",
    "confirm_login_code": "ldn_app.accounts.forms.ConfirmLoginCodeForm",
    "confirm_email_verification_code": "ldn_app.accounts.forms.ConfirmEmailCodeForm",
    "confirm_password_reset_code": "ldn_app.accounts.forms.ConfirmPasswordResetCodeForm",
}
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = CODE_LIFETIME
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# A word to the owner when a way to sign in changes.
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = CODE_LIFETIME
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = CODE_LIFETIME
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# Beside these stand allauth's own limits; how often a code goes to one address, without letting a
# stranger shut its owner out, is counted in ldn_app.accounts.code_limits.
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "20/m/ip,100/h/ip",
    "confirm_email": "1/10s/key,20/m/ip,100/h/ip",
    "reset_password": "20/m/ip,100/h/ip",
    "mail_proof": "3/m/user,20/h/user",
}
MFA_FORMS = {
    "add_webauthn": "ldn_app.accounts.passkey_forms.AddPasskeyForm",
    "edit_webauthn": "ldn_app.accounts.passkey_forms.RenamePasskeyForm",
}
MFA_ADAPTER = "ldn_app.accounts.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
# A row per sign-in, none per request: the list of sessions must not cost every page a query.
USERSESSIONS_TRACK_ACTIVITY = False
