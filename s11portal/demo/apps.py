"""The demonstration."""

from django.apps import AppConfig

# Whom to try, in this order; their addresses are those of data/*.yaml.
TOUR = (
    (
        "helen.prowse@brackenshire-scp.example",
        "Open this year's audit. See who has submitted, and preview a reminder.",
    ),
    (
        "fiona.mbatha@brackenshire-hospitals.example",
        "Open the return and answer a question. It is saved as you type.",
    ),
    (
        "averil.stannard@brackenshire-scp.example",
        "Read a return that an agency has submitted.",
    ),
    (
        "rosalind.teague@brackenshire-council.example",
        "Open the partnership, then download the report of the last audit.",
    ),
)


class DemoConfig(AppConfig):
    """Brings `manage.py seed_demo`, and a tour on the sign-in page."""

    name = "s11portal.demo"

    def ready(self) -> None:
        """Say on the sign-in page whom to try first."""
        from agencies.demonstration import presenters as demonstration_presenters

        demonstration_presenters.register_tour(*TOUR)
