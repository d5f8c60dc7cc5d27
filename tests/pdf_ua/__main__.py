"""Says of each PDF named whether it is PDF/UA-1; ends with 1 where one is not."""

import sys
from pathlib import Path

from tests.pdf_ua import missing, problems_of

if lacking := missing():
    sys.exit(f"NOT checked: there is no {lacking}.")
answers = problems_of([Path(name) for name in sys.argv[1:]])
for path, problems in answers.items():
    print(f"{path}: {'PDF/UA-1' if not problems else 'NOT PDF/UA-1'}", *problems, sep="\n  ")
sys.exit(any(answers.values()))
