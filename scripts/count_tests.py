"""Adds up surefire's reports, says why tests were skipped or tried twice, and ends with one line: N passed, N failed, N skipped."""

import collections
import pathlib
import sys
from xml.etree import ElementTree


def main(broken, folders):
    tests = failed = skipped = 0
    reasons = collections.Counter()
    for report in sorted(file for folder in folders for file in pathlib.Path(folder).glob("TEST-*.xml")):
        suite = ElementTree.parse(report).getroot()
        tests += int(suite.get("tests"))
        skipped += int(suite.get("skipped"))
        bad = int(suite.get("failures")) + int(suite.get("errors"))
        failed += bad
        for left_out in suite.iter("skipped"):
            reasons[(left_out.get("message") or "for no stated reason").partition("\n")[0]] += 1
        for case in suite.iter("testcase"):
            if case.find("flakyFailure") is not None or case.find("flakyError") is not None:
                print(f"passed at the second try: {case.get('classname')}.{case.get('name')}")
            if case.find("failure") is not None or case.find("error") is not None:
                print(f"failed: {case.get('classname')}.{case.get('name')}")
    for reason, count in reasons.most_common():
        print(f"skipped {count}: {reason}")
    if broken:
        print("A build did not get as far as its tests; see [ERROR] above. Counted as failed.")
    print(f"{tests - failed - skipped} passed, {failed + broken} failed, {skipped} skipped")
    return 1 if failed + broken or not tests else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2:]))
