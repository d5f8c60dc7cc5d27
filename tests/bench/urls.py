"""The product's addresses, and two of the bench."""

from django.urls import path

from s11portal.urls import urlpatterns as product

from . import views

urlpatterns = [
    path("bench/page/<int:pk>/", views.page),
    path("bench/save/<int:pk>/", views.save),
    *product,
]
