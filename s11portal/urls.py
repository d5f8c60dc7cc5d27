"""Every address of the product. tests/tenancy/ holds what each role may do there."""

from django.urls import include, path

urlpatterns = [
    path("", include("s11portal.common.urls")),
    path("", include("agencies.urls")),
    path("", include("audits.urls")),
    path("", include("reports.urls")),
    path("accounts/", include("agencies.person.urls")),
]

# Django's own page for a bad request knows neither the site nor what was too large.
handler400 = "s11portal.common.views.errors.bad_request"
# A disk that is full has a page that says so.
handler500 = "s11portal.common.views.errors.server_error"
