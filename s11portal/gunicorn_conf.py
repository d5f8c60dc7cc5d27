"""How gunicorn serves the pages. The command line and these variables may say otherwise:

WEB_PROCESSES (2) and WEB_THREADS (8) for each process, WEB_BIND (127.0.0.1:8000).
"""

import os
import sys
from typing import Any

bind = os.environ.get("WEB_BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_PROCESSES", "2"))
threads = int(os.environ.get("WEB_THREADS", "8"))
# gunicorn's threads, with time limits for slow connections.
worker_class = "s11portal.web_worker.Worker"
# Loaded once and shared by the processes: half the memory, and a fault shows at once.
# A Mac does not let a process fork once its libraries for drawing text are loaded.
preload_app = sys.platform != "darwin"
timeout = 60
graceful_timeout = 20
# Renewed now and then, so that a leak of some library never grows large. The spread
# keeps the processes from being renewed together.
max_requests = 20000
max_requests_jitter = 2000
# Addresses hold agencies' codes and survey links, which logs should not gather.
accesslog = None
# Health checks of the processes in memory rather than on a slow disk.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108
control_socket_disable = True


def on_starting(server: Any) -> None:
    """Refuse to serve pages when a check of the database says no."""
    import django
    from django.core.checks import ERROR, Tags, run_checks
    from django.db import connections

    django.setup()
    problems = run_checks(tags=[Tags.database], databases=["default"])
    # A connection must not be shared with the processes made later.
    connections.close_all()
    serious = [problem for problem in problems if problem.level >= ERROR]
    if serious:
        for problem in serious:
            server.log.critical("S11 Portal does not start: %s %s", problem.msg, problem.hint or "")
        sys.exit(1)
