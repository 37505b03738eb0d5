"""Quantity cases of public suites against `parse_quantity` and the finder: every miss, and the share that is right.

    python scripts/check_cases.py CASES.jsonl [--by-design data/cases_by_design.tsv]

Cases listed with a reason in the by-design file are counted apart and printed with their reason. Exit code 1 when a case is
wrong without a reason, or a listed case has come right (then the list is stale).
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pipeline.evaluation.cases import check_all


def main() -> int:
    """Print the misses and the summary."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", type=Path)
    parser.add_argument("--by-design", type=Path, default=Path("data/cases_by_design.tsv"))
    arguments = parser.parse_args()
    lines = arguments.by_design.read_text(encoding="utf-8").splitlines()
    reasons = dict(line.split("\t", 1) for line in lines if line and not line.startswith("#"))
    results = list(check_all(arguments.cases))
    wrong = [result for result in results if not result.right]
    for result in wrong:
        reason = reasons.get(result.case_id)
        mark = f"by design: {reason}" if reason else "WRONG"
        print(
            f"{result.case_id}\t{result.kind}\t{result.text}\n\texpected {result.expected}\n\tread {result.got}\n\t{mark}"
        )
    unexplained = [result for result in wrong if result.case_id not in reasons]
    stale = sorted(set(reasons) - {result.case_id for result in wrong})
    for case_id in stale:
        print(f"{case_id}\tis listed as by design but comes right: take it off the list")
    right = len(results) - len(wrong)
    print(
        f"{len(results)} cases: {right} right, {len(wrong) - len(unexplained)} otherwise by design, "
        f"{len(unexplained)} wrong; {right / len(results):.4f} of all, "
        f"{right / (right + len(unexplained)):.4f} of those on which we agree"
    )
    return 1 if unexplained or stale else 0


if __name__ == "__main__":
    sys.exit(main())
