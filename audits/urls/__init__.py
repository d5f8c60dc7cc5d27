"""Addresses of templates, cycles and returns: one module for each noun."""

from audits.urls import cycle, submission, template

urlpatterns = template.urlpatterns + cycle.urlpatterns + submission.urlpatterns
