"""Secrets of the second step."""

import pytest
from cryptography.fernet import InvalidToken

from agencies.person.second_step import SecondStepAdapter


def test_a_secret_is_not_readable_where_it_is_stored_and_comes_back():
    stored = SecondStepAdapter().encrypt("JBSWY3DPEHPK3PXP")
    assert "JBSWY3DPEHPK3PXP" not in stored
    assert SecondStepAdapter().decrypt(stored) == "JBSWY3DPEHPK3PXP"


def test_a_former_secret_key_still_opens_what_it_closed(settings):
    settings.SECRET_KEY = "the former key"
    stored = SecondStepAdapter().encrypt("secret")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the new key", ["the former key"]
    assert SecondStepAdapter().decrypt(stored) == "secret"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(InvalidToken):
        SecondStepAdapter().decrypt(stored)
