"""Addresses of results and reports."""

urlpatterns: list = []
