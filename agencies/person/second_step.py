"""The second step of signing in: its secrets are not readable in a copy of the database."""

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
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
