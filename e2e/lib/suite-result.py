"""Judges one report of the conformance suite: every test must have passed.

usage: suite-result.py [--refusing TAG] NAME JUNIT-FILE

--refusing TAG: the image of that tag must be refused because its layers are missing; whatever the suite says about
this one image is then no failure. Everything else in the report still has to pass.
"""

import hashlib
import re
import sys
import xml.etree.ElementTree as xml


class Result:
    def __init__(self, case):
        self.name = case.get("name").removeprefix("OCI Conformance Test/")
        self.status = case.get("status")
        self.said = (case.findtext("system-out") or "").strip()
        self.log = case.findtext("system-err") or ""

    def asks_for(self, reference):
        return re.search(rf"^URL: \S*/manifests/{re.escape(reference)}$", self.log, re.MULTILINE) is not None


def refusal_of(tag, results):
    """The answer to the push of that tag, and the digest of what was pushed."""
    for result in results:
        if result.name.endswith("/push/manifest-by-tag") and result.asks_for(tag):
            body = re.search(r'^\{"schemaVersion".*$', result.log, re.MULTILINE).group(0)
            if result.status != "failure" or "MANIFEST_BLOB_UNKNOWN" not in result.log:
                sys.exit(f"conformance: {tag} should have been refused with MANIFEST_BLOB_UNKNOWN")
            return "sha256:" + hashlib.sha256(body.encode()).hexdigest()
    sys.exit(f"conformance: nothing was pushed as {tag}")


def main(arguments):
    tag = None
    if arguments[0] == "--refusing":
        tag, arguments = arguments[1], arguments[2:]
    name, report = arguments
    results = [Result(case) for case in xml.parse(report).iter("testcase")]
    digest = refusal_of(tag, results) if tag else None

    def refused(result):
        return tag is not None and (
            result.asks_for(tag) or result.asks_for(digest) or result.said == f'missing tag "{tag}" from listing'
        )

    bad = [each for each in results if each.status != "passed" and not refused(each)]
    passed = sum(each.status == "passed" for each in results)
    failed = sum(each.status == "failure" for each in bad)
    as_expected = len(results) - passed - len(bad)
    for each in bad[:40]:
        print(f"  {each.status}: {each.name}: {each.said.partition(chr(10))[0][:160]}")
    refusals = f", {as_expected} refused as they should be" if tag else ""
    print(f"conformance {name}: {passed} passed, {failed} failed, {len(bad) - failed} skipped{refusals}")
    sys.exit(1 if bad or passed == 0 else 0)


main(sys.argv[1:])
