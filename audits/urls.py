"""Addresses of audit cycles, for the partnership's people."""

from django.urls import URLPattern, URLResolver, path

from audits.views import board, cycle, participant, reminder, response_file

_CYCLES = "p/<slug:slug>/cycles/"
_CYCLE = f"{_CYCLES}<int:pk>/"
_PARTICIPANT = f"{_CYCLES}agency/<int:pk>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(_CYCLES, cycle.cycle_list, name="cycles"),
    path(f"{_CYCLES}new/", cycle.create, name="cycle-create"),
    path(_CYCLE, board.board, name="cycle-board"),
    path(f"{_CYCLE}edit/", cycle.edit, name="cycle-edit"),
    path(f"{_CYCLE}launch/", cycle.launch, name="cycle-launch"),
    path(f"{_CYCLE}close/", cycle.close, name="cycle-close"),
    path(f"{_CYCLE}remind/", reminder.overdue, name="cycle-remind"),
    path(f"{_CYCLE}import/", response_file.upload, name="cycle-import"),
    path(f"{_CYCLE}import/confirm/", response_file.confirm, name="cycle-import-confirm"),
    path(_PARTICIPANT, participant.page, name="cycle-participant"),
    path(f"{_PARTICIPANT}return/", participant.read_return, name="cycle-return"),
    path(f"{_PARTICIPANT}remind/", reminder.one, name="participant-remind"),
    path(f"{_PARTICIPANT}date/", participant.move_date, name="participant-date"),
    path(f"{_PARTICIPANT}exempt/", participant.exempt, name="participant-exempt"),
    path(f"{_PARTICIPANT}expect/", participant.expect, name="participant-expect"),
    path(f"{_PARTICIPANT}national/", participant.national, name="participant-national"),
    path(f"{_PARTICIPANT}note/", participant.note, name="participant-note"),
    path(f"{_PARTICIPANT}send-back/", participant.send_back, name="participant-send-back"),
]
