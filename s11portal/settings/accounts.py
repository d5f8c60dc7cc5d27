"""People: their accounts, how they sign in, and how often they may try."""

import environ

env = environ.Env()

# Name, email and phone of who runs the site, for mails to people whom no partnership knows.
SITE_HELP = (
    env("HELP_NAME", default=""),
    env("HELP_EMAIL", default=""),
    env("HELP_PHONE", default=""),
)
AUTH_USER_MODEL = "agencies.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
# The address is unique without case, by a constraint on Lower(email).
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "your-work"
ACCOUNT_ADAPTER = "agencies.person.sign_in.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation already proves the address
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
# Mail to hospitals and councils may take minutes.
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
# Beside allauth's own: agencies/person/limits.py says what counts where. One source reaches its
# own limit long before that of the address, so one stranger keeps nobody out.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "30/m/ip,5/5m/key",  # of the second step, by person
    "password_source": "30/m/ip,5/5m/key",
    "password_address": "50/h/key",
    "password_known": "5/5m/key,30/h/key",
    "request_login_code": "30/m/ip",
    "code_source": "3/m/key,6/h/key",
    "code_address": "20/h/key",
    "code_known": "5/m/key,20/h/key",
    "reset_password": "20/m/ip",
    "reset_source": "3/m/key,6/h/key",
    "reset_address": "12/h/key",
    "reset_known": "3/m/key,6/h/key",
    "kept_text": "10/h/key",  # s11portal/common/saving/kept_page.py
}
ACCOUNT_FORMS = {
    "request_login_code": "agencies.person.forms.CodeRequestForm",
    "reset_password": "agencies.person.forms.PasswordLinkForm",
}
MFA_FORMS = {
    "authenticate": "agencies.person.forms.SecondStepForm",
    "reauthenticate": "agencies.person.forms.SecondStepAgainForm",
}
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
# Nobody is remembered: hospital and school computers are shared.
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ADAPTER = "agencies.person.second_step.SecondStepAdapter"
MFA_TOTP_ISSUER = "S11 Portal"
# A telephone's clock may be half a minute off.
MFA_TOTP_TOLERANCE = 1
