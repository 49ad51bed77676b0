"""Adds up surefire's reports and ends with one line: N passed, N failed, N skipped."""

import pathlib
import sys
from xml.etree import ElementTree


def main(broken, folders):
    tests = failed = skipped = 0
    for report in sorted(file for folder in folders for file in pathlib.Path(folder).glob("TEST-*.xml")):
        suite = ElementTree.parse(report).getroot()
        tests += int(suite.get("tests"))
        skipped += int(suite.get("skipped"))
        bad = int(suite.get("failures")) + int(suite.get("errors"))
        failed += bad
        for case in suite.iter("testcase"):
            omitted = case.find("skipped")
            if omitted is not None:
                print(f"skipped: {case.get('classname')} {case.get('name') or ''}: {omitted.get('message')}")
            if case.find("failure") is not None or case.find("error") is not None:
                print(f"failed: {case.get('classname')}.{case.get('name')}")
    if broken:
        print("A build did not get as far as its tests; see [ERROR] above. Counted as failed.")
    print(f"{tests - failed - skipped} passed, {failed + broken} failed, {skipped} skipped")
    return 1 if failed + broken or not tests else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2:]))
