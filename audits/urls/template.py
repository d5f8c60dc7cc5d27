"""Addresses of audit templates."""

from django.urls import URLPattern, URLResolver, path

from audits.views import template

_TEMPLATES = "p/<slug:slug>/templates/"
_VERSION = f"{_TEMPLATES}<int:pk>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(_TEMPLATES, template.template_list, name="templates"),
    path(f"{_TEMPLATES}add/", template.template_add, name="template-add"),
    path(_VERSION, template.template_version, name="template-version"),
    path(f"{_VERSION}file/", template.template_download, name="template-file"),
    path(f"{_VERSION}publish/", template.template_publish, name="template-publish"),
    path(f"{_VERSION}retire/", template.template_retire, name="template-retire"),
    path(f"{_VERSION}copy/", template.template_copy, name="template-copy"),
]
