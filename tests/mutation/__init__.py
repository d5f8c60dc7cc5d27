"""A mutation run over access code: which changes of who may see and do what no test notices.

    script/mutate                          all targets
    script/mutate audits/scope.py          one of them

Each mutant is the product with one small change, held in memory: no file is written. It is
killed by the first test that fails; one that no test notices is a survivor. What survives
for a good reason stands in accepted.toml, and any other makes the run fail.
"""
