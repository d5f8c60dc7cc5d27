"""The containers of production: nothing secret inside, nothing runs as root."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = (ROOT / "docker-compose.yml").read_text()
SERVICES = yaml.safe_load(COMPOSE)["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
# A name with ":?" stops with a sentence when it is not in the environment.
NEEDED = set(re.findall(r"\$\{(\w+):\?", COMPOSE))


def test_the_parts_of_the_product_are_there():
    assert set(SERVICES) == {"migrate", "web", "worker", "scheduler", "db", "redis"}


@pytest.mark.parametrize("name", ["web", "worker", "scheduler", "db", "redis"])
def test_every_part_that_stays_has_a_health_check(name):
    own = SERVICES[name].get("healthcheck", {}).get("test")
    assert own or (name == "web" and "HEALTHCHECK" in DOCKERFILE)


@pytest.mark.parametrize("name", ["web", "worker", "scheduler"])
def test_parts_wait_for_the_tables(name):
    waits = SERVICES[name]["depends_on"]
    assert waits["migrate"] == {"condition": "service_completed_successfully"}
    assert "/data" in "".join(SERVICES[name]["volumes"])


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
