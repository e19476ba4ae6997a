"""Prints one value of the JSON on standard input: json-value.py manifests.0.digest"""

import json
import sys

value = json.load(sys.stdin)
for key in sys.argv[1].split("."):
    value = value[int(key)] if isinstance(value, list) else value[key]
print(value if isinstance(value, str) else json.dumps(value))
