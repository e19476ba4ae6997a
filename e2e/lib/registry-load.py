"""Pulls or pushes small images by several clients at once until the file STOP appears, and judges the answers.

usage: registry-load.py pull|push BASE USER:PASSWORD REPOSITORY STOP

pull: nothing may fail, and nothing is asked twice.
push: a request without a good answer is repeated, as clients do; afterwards each acknowledged image must be whole.
Prints one line with what it counted; the exit code is 1 when something was wrong.
"""

import base64
import hashlib
import http.client
import json
import os
import sys
import threading
import time
import urllib.parse

mode, base, credentials, repository, stop_file = sys.argv[1:6]
CLIENTS = 6
MANIFEST = "application/vnd.oci.image.manifest.v1+json"
address = urllib.parse.urlsplit(base)
headers = {"Authorization": "Basic " + base64.b64encode(credentials.encode()).decode()}
lock = threading.Lock()
counted = {"requests": 0, "repeated": 0, "acknowledged": 0, "failed": 0}
acknowledged = []


def count(what, by=1):
    with lock:
        counted[what] += by


def digest(content):
    return "sha256:" + hashlib.sha256(content).hexdigest()


class Client:
    def __init__(self):
        self.connection = None

    def ask(self, method, path, body=None, more=()):
        if path.startswith("http"):
            path = path[len(base):]
        count("requests")
        if self.connection is None:
            self.connection = http.client.HTTPConnection(address.hostname, address.port, timeout=60)
        try:
            self.connection.request(method, path, body=body, headers={**headers, **dict(more)})
            answer = self.connection.getresponse()
            content = answer.read()
            # a balancer tells so when it ends the connection
            if answer.will_close:
                self.forget()
            return answer.status, answer.headers, content
        except (OSError, http.client.HTTPException) as lost:
            self.forget()
            return 0, {}, repr(lost).encode()

    def forget(self):
        self.connection.close()
        self.connection = None

    def until(self, good, *request, **more):
        for attempt in range(60):
            answer = self.ask(*request, **more)
            if answer[0] in good:
                return answer
            count("repeated")
            time.sleep(0.2)
        raise RuntimeError(f"{request[:2]}: {answer[0]} {answer[2][:200]}")


def push_layer(client, layer):
    """In two pieces; where a piece goes wrong the session says how far it came, or the push begins again."""
    half = len(layer) // 2
    for attempt in range(60):
        _, found, _ = client.until((202,), "POST", f"/v2/{repository}/blobs/uploads/")
        location = found["Location"]
        status = client.ask("PATCH", location, layer[:half])[0]
        if status == 202:
            status = client.ask("PATCH", location, layer[half:])[0]
        if status == 202:
            end = location + ("&" if "?" in location else "?") + "digest=" + digest(layer)
            status = client.ask("PUT", end, b"")[0]
            if status == 201:
                return
        count("repeated")
        if client.ask("HEAD", f"/v2/{repository}/blobs/{digest(layer)}")[0] == 200:
            return
        time.sleep(0.2)
    raise RuntimeError("a layer cannot be pushed")


def push(number):
    client = Client()
    config = b"{}"
    push_layer(client, config)
    turn = 0
    # one at least, however slow the machine
    while turn == 0 or not os.path.exists(stop_file):
        turn += 1
        layer = os.urandom(20_000) + f"{number} {turn}".encode()
        push_layer(client, layer)
        manifest = json.dumps({
            "schemaVersion": 2, "mediaType": MANIFEST,
            "config": {"mediaType": "application/vnd.oci.image.config.v1+json", "digest": digest(config), "size": 2},
            "layers": [{"mediaType": "application/vnd.oci.image.layer.v1.tar", "digest": digest(layer), "size": len(layer)}],
        }).encode()
        client.until((201,), "PUT", f"/v2/{repository}/manifests/t{number}-{turn}", manifest, {"Content-Type": MANIFEST})
        with lock:
            acknowledged.append((f"t{number}-{turn}", manifest, layer))
        count("acknowledged")


def look():
    client = Client()
    for tag, manifest, layer in acknowledged:
        status, _, content = client.ask("GET", f"/v2/{repository}/manifests/{tag}")
        blob = client.ask("GET", f"/v2/{repository}/blobs/{digest(layer)}")
        if (status, content) != (200, manifest) or (blob[0], blob[2]) != (200, layer):
            count("failed")
            print(f"not whole: {tag}: {status}, {blob[0]}")


def pull(_):
    client = Client()
    while not os.path.exists(stop_file):
        status, _, content = client.ask("GET", f"/v2/{repository}/manifests/latest", more={"Accept": MANIFEST})
        if status == 200:
            count("acknowledged")
            for part in [json.loads(content)["config"], *json.loads(content)["layers"]]:
                status, _, blob = client.ask("GET", f"/v2/{repository}/blobs/{part['digest']}")
                if status == 200 and digest(blob) != part["digest"]:
                    status = "other bytes"
                if status != 200:
                    break
        if status != 200:
            count("failed")
            print(f"pull failed: {status} {content[:200]}")


def work(number):
    try:
        (push if mode == "push" else pull)(number)
    except Exception as failure:
        count("failed")
        print(f"client {number}: {failure!r}")


threads = [threading.Thread(target=work, args=(number,)) for number in range(CLIENTS)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
look()
print(f"{mode}: " + ", ".join(f"{value} {name}" for name, value in counted.items()))
sys.exit(1 if counted["failed"] or not counted["acknowledged"] else 0)
