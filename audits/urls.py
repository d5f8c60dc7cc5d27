"""Addresses of templates, cycles and returns."""

urlpatterns: list = []
