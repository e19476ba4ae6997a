#!/usr/bin/env python3
"""Writes the queries of a Grafana dashboard as recording rules, which promtool can read."""
import json
import sys

queries = [target["expr"] for panel in json.load(open(sys.argv[1]))["panels"] for target in panel.get("targets", [])]
rules = [
    {"record": f"dashboard:{number}", "expr": query.replace("$__rate_interval", "5m").replace("$instance", ".*")}
    for number, query in enumerate(queries)
]
json.dump({"groups": [{"name": "dashboard", "rules": rules}]}, sys.stdout)
