"""The sign-in pages of django-allauth that are open."""

from ..route import Route

# What somebody signed in is sent away from.
ENTRANCE = {"place": "public", "get": True, "signed_in_status": 302}

ROUTES = [
    Route("account_login", **ENTRANCE),
    Route("account_request_login_code", **ENTRANCE),
    Route("account_confirm_login_code", **ENTRANCE, get_status=302),
    Route("account_logout", place="public", get=True, get_status=302, signed_in_status=200),
    Route("account_inactive", place="public", get=True),
    Route("account_signup", **ENTRANCE),
    Route("account_reauthenticate", place="person", get=True, get_status=403),
    Route("account_change_password", place="person", get=True, get_status=302),
    Route("account_set_password", place="person", get=True),
    Route("account_reset_password", place="public", get=True),
    Route("account_reset_password_done", place="public", get=True),
    Route("account_reset_password_from_key_done", place="public", get=True),
    Route(
        "account_reset_password_from_key",
        place="public",
        get=True,
        path={"uidb36": "1", "key": "unknown"},
    ),
    Route("mfa_index", place="person", get=True),
    Route("mfa_authenticate", place="public", get=True, get_status=302),
    Route("mfa_reauthenticate", place="person", get=True, get_status=403),
    Route("mfa_activate_totp", place="person", get=True),
    Route("mfa_deactivate_totp", place="person", get=True, get_status=404),
    Route("mfa_view_recovery_codes", place="person", get=True, get_status=404),
    Route("mfa_generate_recovery_codes", place="person", get=True),
    Route("mfa_download_recovery_codes", place="person", get=True, get_status=404),
    Route("usersessions_list", place="person", get=True),
]
