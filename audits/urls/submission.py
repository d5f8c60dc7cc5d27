"""Addresses of returns, for the agency's people."""

from django.urls import URLPattern, URLResolver, path

from audits.views import answer, submission

_RETURN = "a/<slug:code>/audits/<int:pk>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(_RETURN, submission.home, name="submission-home"),
    path(f"{_RETURN}standards/<slug:standard>/", answer.standard, name="submission-standard"),
    path(f"{_RETURN}save/", answer.save, name="submission-save"),
    path(f"{_RETURN}check/", submission.check, name="submission-check"),
    path(f"{_RETURN}sign/", submission.sign, name="submission-sign"),
    path(f"{_RETURN}receipt/", submission.receipt, name="submission-receipt"),
    path(f"{_RETURN}return/", submission.copy, name="submission-return"),
]
