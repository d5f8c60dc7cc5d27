"""Addresses of people and places."""

urlpatterns: list = []
