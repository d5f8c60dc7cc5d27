"""How people sign in: closed sign-up, and all mail through the one sender."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from invitations only."""

    def is_open_for_signup(self, request: object) -> bool:
        """Never: sign-up is closed."""
        return False
