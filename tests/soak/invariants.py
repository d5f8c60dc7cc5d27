"""What must hold of a working return at any moment, whoever did what to it."""

from audits.models import Answer, RevisionAnswer, SignOff, Submission
from audits.submission.queries import answer as answer_queries
from audits.submission.queries import submission as submission_queries
from audits.submission.rules import answer as answer_rules
from audits.submission.rules.visibility import shown_keys
from audits.submission.services.revision import fingerprint
from tests.factories.submissions import Work

NEWEST = 5  # revisions looked at closely: they never change, and long trials write thousands


def recount(work: Work) -> tuple[int, int]:
    """(asked, answered), counted from the stored answers."""
    given = answer_queries.by_key(work.structure, answer_queries.rows_of(work.submission))
    shown = shown_keys(work.structure, given, submission_queries.respondent(work.participant))
    return answer_rules.count(work.structure, given, shown)


def check(work: Work) -> None:
    """Raise AssertionError where the return contradicts itself. Nobody may be writing."""
    now = Submission.objects.select_related("current_revision").get(pk=work.submission.pk)
    assert (now.asked, now.answered) == recount(work), "counters differ from a recount"
    _check_answers(work)
    _check_revisions(work, now)


def _check_answers(work: Work) -> None:
    for row in Answer.objects.filter(submission=work.submission).prefetch_related("versions"):
        versions = sorted(row.versions.all(), key=lambda version: version.n)
        assert [version.n for version in versions] == list(range(1, len(versions) + 1))
        assert versions, f"answer {row.pk} has no version"
        assert row.version >= 1
        assert row.kept_number == len(versions)
        written = [stamp["version"] for stamp in row.stamps.values()]
        assert max(written) == row.version, f"answer {row.pk}: stamps and version differ"
        stored = answer_queries.fields_of(row)
        assert any(version.texts == stored for version in versions), (
            f"what answer {row.pk} says is in none of its versions"
        )


def _check_revisions(work: Work, now: Submission) -> None:
    revisions = list(work.participant.revisions.order_by("number"))
    assert [revision.number for revision in revisions] == list(range(1, len(revisions) + 1))
    assert now.current_revision == (revisions[-1] if revisions else None)
    if now.state == Submission.State.SUBMITTED:
        given = answer_queries.by_key(work.structure, answer_queries.rows_of(work.submission))
        assert now.current_revision is not None
        assert now.current_revision.fingerprint == fingerprint(work.structure, given), (
            "the return changed after it was submitted"
        )
    for revision in revisions[-NEWEST:]:
        sign_off = SignOff.objects.get(revision=revision)
        assert sign_off.fingerprint == revision.fingerprint
        rows = RevisionAnswer.objects.filter(revision=revision)
        assert rows.count() == len(work.structure.questions)
