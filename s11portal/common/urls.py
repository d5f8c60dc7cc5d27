"""Pages that belong to no app."""

from django.urls import path

from .views import health

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
]
