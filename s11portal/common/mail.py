"""The one sender of all email, sign-in codes included."""

import logging
from datetime import timedelta
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.crypto import salted_hmac

from . import clock, jobs
from .models import OutgoingMail

log = logging.getLogger(__name__)

LEASE_SECONDS = 120
MOST_ATTEMPTS = 8


def queue(
    *, key: str, to: str, template: str, context: dict[str, Any], secret: bool = False
) -> None:
    """Store one email and have it sent after the present transaction.

    `key` names the occasion: a second call with the same key sends nothing.
    `template` is a folder of templates/emails/ with subject.txt and body.txt.
    """
    context = {"site_url": settings.SITE_URL, **context}
    subject = " ".join(render_to_string(f"emails/{template}/subject.txt", context).split())
    body = render_to_string(f"emails/{template}/body.txt", context).strip() + "\n"
    queue_text(key=key, to=to, subject=subject, body=body, secret=secret)


def queue_text(*, key: str, to: str, subject: str, body: str, secret: bool = False) -> None:
    """Store one email whose text is ready. See `queue`."""
    OutgoingMail.objects.bulk_create(
        [
            OutgoingMail(
                key=key,
                to=to,
                subject=subject[:250],
                body=body,
                secret=secret,
                created_at=clock.now(),
            )
        ],
        ignore_conflicts=True,
    )
    # Conflicts ignored, the database gives no id back: ask for it.
    pk = OutgoingMail.objects.filter(key=key, state=OutgoingMail.State.WAITING).values_list(
        "pk", flat=True
    )
    if pk:
        # Somebody waits for a code: it passes the six hundred mails of a launch.
        jobs.dispatch("common.send_code" if secret else "common.send_mail", pk[0])


def send(pk: int) -> None:
    """Send the waiting email `pk`. Safe to call twice: one caller gets the lease.

    Without a mail server (EMAIL_URL unset) the row is the delivery: the
    demonstration shows it on its Outbox page.
    """
    waiting = OutgoingMail.objects.filter(state=OutgoingMail.State.WAITING)
    if not jobs.claim(waiting, pk, seconds=LEASE_SECONDS):
        return
    mail = OutgoingMail.objects.get(pk=pk)
    try:
        EmailMessage(
            mail.subject,
            mail.body,
            settings.DEFAULT_FROM_EMAIL,
            [mail.to],
            headers={"Message-ID": message_id(mail)},
        ).send()
    except Exception as problem:  # any fault of a mail server is a reason to try later
        log.warning("Mail %s not sent (attempt %s): %s", pk, mail.attempts, problem)
        _not_sent(mail, str(problem)[:500])
    else:
        _finish(mail, state=OutgoingMail.State.SENT, sent_at=clock.now(), error="")


def message_id(mail: OutgoingMail) -> str:
    """The same whenever it is sent: of a mail sent twice, mail servers drop the second.

    A worker that dies between sending and writing that down sends it again.
    """
    _, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    digest = salted_hmac("outgoing mail", f"{mail.pk} {mail.key}", algorithm="sha256").hexdigest()
    return f"<{digest[:40]}@{address.rpartition('@')[2] or 'localhost'}>"


def _not_sent(mail: OutgoingMail, error: str) -> None:
    """Try again later, or give up after the last attempt; not if another worker has it now."""
    if mail.attempts >= MOST_ATTEMPTS:
        _finish(mail, state=OutgoingMail.State.FAILED, error=error)
        return
    # A first fault often passes at once; a lasting one is asked less and less often.
    later = clock.now() + timedelta(seconds=30 * 2**mail.attempts)
    OutgoingMail.objects.filter(
        pk=mail.pk, state=OutgoingMail.State.WAITING, attempts=mail.attempts
    ).update(lease_until=later, error=error)


def _finish(mail: OutgoingMail, *, state: str, **fields: Any) -> None:
    """Write down what became of it. What admits its reader is forgotten, sent or not."""
    if mail.secret:
        fields["body"] = ""
    waiting = OutgoingMail.objects.filter(pk=mail.pk, state=OutgoingMail.State.WAITING)
    waiting.update(state=state, **fields)


def sweep() -> int:
    """Send what waits: lost by a worker, a broker or a mail server. Returns how many were tried."""
    due = OutgoingMail.objects.filter(state=OutgoingMail.State.WAITING).exclude(
        lease_until__gt=clock.now()
    )
    keys = list(due.order_by("pk").values_list("pk", flat=True)[:200])
    for pk in keys:
        send(pk)
    return len(keys)
