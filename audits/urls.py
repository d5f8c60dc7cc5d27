"""Addresses of templates, cycles and returns."""

from django.urls import URLPattern, URLResolver, path

from audits.cycle.views import board as board_views
from audits.cycle.views import cycle as cycle_views
from audits.cycle.views import ending as ending_views
from audits.cycle.views import naming as naming_views
from audits.cycle.views import participant as participant_views
from audits.cycle.views import reminder as reminder_views
from audits.response_file import views as response_file_views
from audits.submission.views import answer as answer_views
from audits.submission.views import submission as submission_views
from audits.submission.views import version as version_views
from audits.template import views as template_views

_TEMPLATES = "p/<slug:slug>/templates/"
_VERSION = f"{_TEMPLATES}<int:pk>/"
_CYCLES = "p/<slug:slug>/cycles/"
_CYCLE = f"{_CYCLES}<int:pk>/"
_PARTICIPANT = f"{_CYCLES}agency/<int:pk>/"
_RETURN = "a/<slug:code>/audits/<int:pk>/"
_ANSWER = f"{_RETURN}answers/<slug:question>/"

TEMPLATES: list[URLPattern | URLResolver] = [
    path(_TEMPLATES, template_views.template_list, name="templates"),
    path(f"{_TEMPLATES}add/", template_views.template_add, name="template-add"),
    path(_VERSION, template_views.template_version, name="template-version"),
    path(f"{_VERSION}file/", template_views.template_download, name="template-file"),
    path(f"{_VERSION}publish/", template_views.template_publish, name="template-publish"),
    path(f"{_VERSION}retire/", template_views.template_retire, name="template-retire"),
    path(f"{_VERSION}delete/", template_views.template_delete, name="template-delete"),
    path(f"{_VERSION}copy/", template_views.template_copy, name="template-copy"),
]

CYCLES: list[URLPattern | URLResolver] = [
    path(_CYCLES, cycle_views.cycle_list, name="cycles"),
    path(f"{_CYCLES}new/", cycle_views.create, name="cycle-create"),
    path(_CYCLE, board_views.board, name="cycle-board"),
    path(f"{_CYCLE}edit/", cycle_views.edit, name="cycle-edit"),
    path(f"{_CYCLE}launch/", cycle_views.launch, name="cycle-launch"),
    path(f"{_CYCLE}naming/", naming_views.naming, name="cycle-naming"),
    path(f"{_CYCLE}close/", ending_views.close, name="cycle-close"),
    path(f"{_CYCLE}reopen/", ending_views.reopen, name="cycle-reopen"),
    path(f"{_CYCLE}delete/", ending_views.delete, name="cycle-delete"),
    path(f"{_CYCLE}remind/", reminder_views.several, name="cycle-remind"),
    path(f"{_CYCLE}import/", response_file_views.upload, name="cycle-import"),
    path(
        f"{_CYCLES}imports/<int:pk>/undo/",
        response_file_views.take_back,
        name="response-import-take-back",
    ),
    path(f"{_CYCLES}files/<int:pk>/", response_file_views.uploaded, name="response-upload"),
    path(_PARTICIPANT, participant_views.page, name="cycle-participant"),
    path(f"{_PARTICIPANT}return/", participant_views.read_return, name="cycle-return"),
    path(f"{_PARTICIPANT}remind/", reminder_views.one, name="participant-remind"),
    path(f"{_PARTICIPANT}date/", participant_views.move_date, name="participant-date"),
    path(f"{_PARTICIPANT}exempt/", participant_views.exempt, name="participant-exempt"),
    path(f"{_PARTICIPANT}expect/", participant_views.expect, name="participant-expect"),
    path(f"{_PARTICIPANT}national/", participant_views.national, name="participant-national"),
    path(f"{_PARTICIPANT}note/", participant_views.note, name="participant-note"),
    path(f"{_PARTICIPANT}send-back/", participant_views.send_back, name="participant-send-back"),
]

RETURNS: list[URLPattern | URLResolver] = [
    path(_RETURN, submission_views.home, name="submission-home"),
    path(f"{_RETURN}standards/<slug:standard>/", answer_views.standard, name="submission-standard"),
    path(f"{_RETURN}save/", answer_views.save, name="submission-save"),
    path(f"{_ANSWER}versions/", version_views.versions, name="submission-versions"),
    path(f"{_ANSWER}bring-back/", version_views.bring_back, name="submission-bring-back"),
    path(f"{_RETURN}check/", submission_views.check, name="submission-check"),
    path(f"{_RETURN}sign/", submission_views.sign, name="submission-sign"),
    path(f"{_RETURN}receipt/", submission_views.receipt, name="submission-receipt"),
    path(f"{_RETURN}return/", submission_views.copy, name="submission-return"),
]

urlpatterns = TEMPLATES + CYCLES + RETURNS
