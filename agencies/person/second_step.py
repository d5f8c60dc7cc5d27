"""The second step of signing in: secrets that a copy of the database does not tell, codes once."""

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

SALT = "agencies.second_step"


def _fernet(secret_key: str | bytes) -> Fernet:
    digest = salted_hmac(SALT, "key", secret=secret_key, algorithm="sha256").digest()
    # Fernet wants the padding that Django's addresses leave out.
    return Fernet(force_bytes(urlsafe_base64_encode(digest) + "="))


class SecondStepAdapter(DefaultMFAAdapter):
    """Encrypts authenticator secrets with a key made from SECRET_KEY, old ones included."""

    def encrypt(self, text: str) -> str:
        """`text` as it is stored."""
        return self._keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What was stored. Raises InvalidToken when no present or former key fits."""
        return self._keys().decrypt(encrypted_text.encode()).decode()

    def _keys(self) -> MultiFernet:
        keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
        return MultiFernet([_fernet(key) for key in keys])


@transaction.atomic
def use_up(authenticator: Authenticator, code: str) -> bool:
    """Whether this code of the app, known to be right, has not been used; it now has been.

    A code is good for a minute and a half, because clocks differ. What counts is its place in
    time: one that was used, and every one before it, is refused. Kept with the secret, so that
    it holds for every process, and for codes of paper (which allauth uses up) it is no matter.
    """
    if authenticator.type != Authenticator.Type.TOTP:
        return True
    row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
    counter = _counter(row, code)
    if counter is None or counter <= row.data.get("last_counter", 0):
        return False
    row.data["last_counter"] = counter
    row.save(update_fields=["data"])
    return True


def _counter(authenticator: Authenticator, code: str) -> int | None:
    """The half minute, counted from 1970, whose code this is; None for a wrong code."""
    secret = SecondStepAdapter().decrypt(authenticator.data["secret"])
    fitting = [
        counter
        for counter in yield_hotp_counters_from_time()
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, counter)))
    ]
    return max(fitting, default=None)
