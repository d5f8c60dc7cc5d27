"""Addresses of people and places."""

from django.urls import include, path

from .views import acceptance, demo, home, invitation, listing, membership, your_work

PEOPLE = [
    path("", membership.partnership_people, name="partnership-people"),
    path("invite/", invitation.partnership_invite, name="partnership-invite"),
    path("<int:pk>/roles/", membership.partnership_roles, name="partnership-roles"),
    path("<int:pk>/end/", membership.partnership_end, name="partnership-end"),
]
LISTINGS = [
    path("", listing.listing_list, name="listings"),
    path("add/", listing.listing_add, name="listing-add"),
    path("<int:pk>/", listing.listing_edit, name="listing-edit"),
    path("<int:pk>/invite/", listing.listing_invite_lead, name="listing-invite-lead"),
    path("<int:pk>/archive/", listing.listing_archive, name="listing-archive"),
    path("<int:pk>/restore/", listing.listing_restore, name="listing-restore"),
]
COLLEAGUES = [
    path("", membership.colleagues, name="colleagues"),
    path("invite/", invitation.colleague_invite, name="colleague-invite"),
    path("<int:pk>/roles/", membership.colleague_roles, name="colleague-roles"),
    path("<int:pk>/end/", membership.colleague_end, name="colleague-end"),
]

PARTNERSHIP = [
    path("", home.partnership_home, name="partnership-home"),
    path("people/", include(PEOPLE)),
    path("agencies/", include(LISTINGS)),
    path(
        "invitations/<int:pk>/resend/",
        invitation.partnership_resend,
        name="partnership-invitation-resend",
    ),
    path(
        "invitations/<int:pk>/withdraw/",
        invitation.partnership_withdraw,
        name="partnership-invitation-withdraw",
    ),
]
AGENCY = [
    path("", home.agency_home, name="agency-home"),
    path("colleagues/", include(COLLEAGUES)),
    path(
        "invitations/<int:pk>/resend/",
        invitation.colleague_resend,
        name="colleague-invitation-resend",
    ),
    path(
        "invitations/<int:pk>/withdraw/",
        invitation.colleague_withdraw,
        name="colleague-invitation-withdraw",
    ),
]

urlpatterns = [
    path("your-work/", your_work.your_work, name="your-work"),
    path("your-details/", your_work.your_details, name="your-details"),
    path("invitation/<str:token>/", acceptance.invitation, name="invitation"),
    path("p/<slug:slug>/", include(PARTNERSHIP)),
    path("a/<slug:code>/", include(AGENCY)),
    path("demo/sign-in/", demo.sign_in, name="demo-sign-in"),
    path("demo/outbox/", demo.outbox, name="demo-outbox"),
    path("demo/outbox/<int:pk>/", demo.mail, name="demo-outbox-mail"),
]
