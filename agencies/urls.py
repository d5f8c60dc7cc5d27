"""Addresses of people and places."""

from django.urls import URLPattern, URLResolver, include, path

from agencies.demonstration import views as demonstration_views
from agencies.directory import views as directory_views
from agencies.people.views import acceptance as acceptance_views
from agencies.people.views import invitation as invitation_views
from agencies.people.views import membership as membership_views
from agencies.place.views import home as home_views
from agencies.place.views import your_work as your_work_views

PEOPLE = [
    path("", membership_views.people, name="partnership-people"),
    path("invite/", invitation_views.invite, name="partnership-invite"),
    path("<int:pk>/roles/", membership_views.roles, name="partnership-roles"),
    path("<int:pk>/end/", membership_views.end, name="partnership-end"),
]
LISTINGS = [
    path("", directory_views.listing_list, name="listings"),
    path("add/", directory_views.listing_add, name="listing-add"),
    path("help/", directory_views.who_can_help, name="who-can-help"),
    path("<int:pk>/", directory_views.listing_edit, name="listing-edit"),
    path("<int:pk>/invite/", directory_views.listing_invite_lead, name="listing-invite-lead"),
    path("<int:pk>/lead/", directory_views.listing_change_lead, name="listing-change-lead"),
    path("<int:pk>/archive/", directory_views.listing_archive, name="listing-archive"),
    path("<int:pk>/restore/", directory_views.listing_restore, name="listing-restore"),
]
COLLEAGUES = [
    path("", membership_views.people, name="colleagues"),
    path("invite/", invitation_views.invite, name="colleague-invite"),
    path("<int:pk>/roles/", membership_views.roles, name="colleague-roles"),
    path("<int:pk>/end/", membership_views.end, name="colleague-end"),
]

PARTNERSHIP: list[URLPattern | URLResolver] = [
    path("", home_views.home, name="partnership-home"),
    path("people/", include(PEOPLE)),
    path("agencies/", include(LISTINGS)),
    path(
        "invitations/<int:pk>/resend/",
        invitation_views.resend,
        name="partnership-invitation-resend",
    ),
    path(
        "invitations/<int:pk>/withdraw/",
        invitation_views.withdraw,
        name="partnership-invitation-withdraw",
    ),
]
AGENCY: list[URLPattern | URLResolver] = [
    path("", home_views.home, name="agency-home"),
    path("colleagues/", include(COLLEAGUES)),
    path(
        "invitations/<int:pk>/resend/",
        invitation_views.resend,
        name="colleague-invitation-resend",
    ),
    path(
        "invitations/<int:pk>/withdraw/",
        invitation_views.withdraw,
        name="colleague-invitation-withdraw",
    ),
]

urlpatterns = [
    path("your-work/", your_work_views.your_work, name="your-work"),
    path("your-details/", your_work_views.your_details, name="your-details"),
    path("invitation/<str:token>/", acceptance_views.invitation, name="invitation"),
    path("p/<slug:slug>/", include(PARTNERSHIP)),
    path("a/<slug:code>/", include(AGENCY)),
    path("demo/sign-in/", demonstration_views.sign_in, name="demo-sign-in"),
    path("demo/outbox/", demonstration_views.outbox, name="demo-outbox"),
    path("demo/outbox/<int:pk>/", demonstration_views.mail, name="demo-outbox-mail"),
]
