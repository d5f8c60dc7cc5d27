"""A small rule for trying the mutation run itself; see test_mutation_run.py."""


def may_enter(age: int, is_member: bool) -> bool:
    """Grown-up members only."""
    if not is_member:
        return False
    return age >= 18
