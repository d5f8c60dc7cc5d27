"""Pages of django-allauth where they are not enough as they come."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import (
    get_reauthentication_flows,
    is_reauthentication_required,
)
from allauth.account.internal.stagekit import clear_login
from allauth.account.stages import LoginByCodeStage, LoginStage
from allauth.account.views import RequestLoginCodeView
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.base.views import AuthenticateView
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

# How long after signing in one may change how one signs in.
LATELY_SECONDS = 300


class CodeRequest(RequestLoginCodeView):
    """Asks for a sign-in code. Whoever waits for one is led to where it is entered.

    So a code that was sent can be entered whatever limit is reached meanwhile.
    """

    def _redirect_to_pending_stage(
        self, request: HttpRequest, stage: LoginStage
    ) -> HttpResponseRedirect | None:
        """Not whoever has typed another address: they would wait for the first one's code."""
        address = request.POST.get("email", "").strip().lower()
        if stage.key != LoginByCodeStage.key or address in ("", stage.state.get("email", "")):
            return super()._redirect_to_pending_stage(request, stage)
        clear_login(request)
        return None


class SecondStep(AuthenticateView):
    """The second step. A form sent without a code is one with an empty code."""

    def _build_forms(self) -> BaseForm | None:
        if self.request.method != "POST" or "code" in self.request.POST:
            return super()._build_forms()
        self.webauthn_form = None
        self.auth_form = self.get_form_class()(user=self.stage.login.user, data=self.request.POST)
        return self.auth_form


def signed_in_lately(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Have whoever changes how they sign in prove once more that it is them.

    By password or the app for those who have one. For others allauth asks nothing, so they sign
    in by code again: an unattended browser must give nobody a password of their own.
    """

    @wraps(view)
    def asked(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        person = request.user
        if person.is_authenticated and get_reauthentication_flows(person):
            if is_reauthentication_required(request, app=""):
                raise ReauthenticationRequired
        elif person.is_authenticated and not _came_lately(request):
            code = reverse("account_request_login_code")
            again = f"{code}?{urlencode({'next': request.path})}"
            return render(request, "account/sign_in_again.html", {"again": again})
        return view(request, **kwargs)

    return asked


def _came_lately(request: HttpRequest) -> bool:
    records = get_authentication_records(request, request.user)
    return any(record["at"] > time.time() - LATELY_SECONDS for record in records)
