"""The containers of production: nothing secret inside, nothing runs as root."""

import re
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from reports.output.pdf import process

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = (ROOT / "docker-compose.yml").read_text()
SERVICES = yaml.safe_load(COMPOSE)["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
# A name with ":?" stops with a sentence when it is not in the environment.
NEEDED = set(re.findall(r"\$\{(\w+):\?", COMPOSE))


def test_the_parts_of_the_product_are_there():
    servers = {"proxy", "db", "redis"}
    assert set(SERVICES) == {"migrate", "web", "worker", "worker-long", "scheduler"} | servers


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"migrate"}))
def test_every_part_that_stays_has_a_health_check(name):
    own = SERVICES[name].get("healthcheck", {}).get("test")
    assert own or (name == "web" and "HEALTHCHECK" in DOCKERFILE)


@pytest.mark.parametrize("name", ["web", "worker", "worker-long", "scheduler"])
def test_parts_wait_for_the_tables(name):
    waits = SERVICES[name]["depends_on"]
    assert waits["migrate"] == {"condition": "service_completed_successfully"}
    assert "/data" in "".join(SERVICES[name]["volumes"])


def megabytes(limit: str) -> int:
    assert limit.endswith("m")
    return int(limit[:-1])


def test_the_limits_of_memory_add_up_to_less_than_the_machine_the_guide_asks_for():
    guide = (ROOT / "docs" / "production.md").read_text()
    asked = re.search(r"(\d+) GB of memory", guide)
    assert asked
    # The system needs some for itself.
    limits = [megabytes(SERVICES[name]["mem_limit"]) for name in set(SERVICES) - {"migrate"}]
    assert sum(limits) <= int(asked[1]) * 1024 - 512


def test_the_worker_for_reports_has_room_for_as_many_as_it_draws_at_once():
    worker = SERVICES["worker-long"]
    (at_once,) = [int(w.split("=")[1]) for w in worker["command"] if w.startswith("--concurrency")]
    drawing = at_once * process.MEMORY_BYTES // 1024**2
    assert megabytes(worker["mem_limit"]) >= drawing + 256


def test_every_queue_has_a_worker_and_no_worker_has_both_kinds():
    """Also beside script/server: a queue that nobody serves would be noticed late."""
    served = [
        word.removeprefix("--queues=").split(",")
        for service in SERVICES.values()
        for word in service.get("command", [])
        if word.startswith("--queues=")
    ]
    used = {settings.CELERY_TASK_DEFAULT_QUEUE}
    used |= {route["queue"] for route in settings.CELERY_TASK_ROUTES.values()}
    assert sorted(sum(served, [])) == sorted(used)
    assert ["long"] in served
    together = (ROOT / "script" / "run_together.py").read_text()
    guide = (ROOT / "docs" / "production.md").read_text()
    for queues in served:
        assert f'"{",".join(queues)}"' in together
        assert f"--queues={','.join(queues)}" in guide


def test_no_secret_is_written_down():
    for service in SERVICES.values():
        for name, value in service.get("environment", {}).items():
            if re.search("KEY|PASSWORD|URL", name) and name != "REDIS_URL":
                assert "${" in value, f"{name} is written down"
    assert {"SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "EMAIL_URL", "POSTGRES_PASSWORD"} == NEEDED
    ignored = (ROOT / ".gitignore").read_text().splitlines()
    assert ".env" in ignored


def test_the_example_names_what_is_needed_and_gives_no_value_for_it():
    lines = (ROOT / ".env.example").read_text().splitlines()
    values = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    assert set(values) >= NEEDED
    assert not any(values[name] for name in NEEDED)


def test_the_image_does_not_run_as_root():
    last = re.findall(r"^USER (\S+)", DOCKERFILE, re.MULTILINE)[-1]
    assert last not in {"root", "0"}
    assert DOCKERFILE.index(f"USER {last}") < DOCKERFILE.index("HEALTHCHECK")


def test_the_image_holds_every_room_of_the_product():
    copied = set(re.findall(r"^COPY (?:--from=\S+ )?(\S+)", DOCKERFILE, re.MULTILINE))
    assert copied >= {"s11portal", "agencies", "audits", "reports", "templates", "static"}
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    sources = {name for name in copied if not name.startswith("/")}
    assert {f"!{name}" for name in sources} - set(ignored) <= {
        "!requirements/base.txt",
        "!static/scss",
    }


@pytest.mark.parametrize("name", ["SECRET_KEY", "DATABASE_URL", "REDIS_URL", "TRUSTED_PROXIES"])
def test_the_guide_explains_what_is_set(name):
    assert name in (ROOT / "docs" / "production.md").read_text()
