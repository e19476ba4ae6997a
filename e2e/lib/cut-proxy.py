"""Forwards TCP to a registry and breaks one connection in the middle of a transfer.

usage: cut-proxy.py HOST:PORT up|down BYTES LOG

Only the first connection that carries BYTES in the given direction (up: to the registry) is reset.
The log gets the port, then one line per request, per Range header and per broken connection.
"""

import re
import socket
import struct
import sys
import threading

target, direction, limit, log_path = sys.argv[1:5]
target_host, target_port = target.rsplit(":", 1)
limit = int(limit)
lock = threading.Lock()
cut_done = False
log = open(log_path, "a", buffering=1)


def note(line):
    with lock:
        log.write(line + "\n")


def take_the_cut():
    global cut_done
    with lock:
        if cut_done:
            return False
        cut_done = True
        return True


def reset(*sockets):
    for each in sockets:
        # Linger 0 turns close into a reset, as a lost network would look like.
        each.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        try:
            each.shutdown(socket.SHUT_RD)
        except OSError:
            pass
        each.close()


def note_request(head):
    lines = head.decode("latin-1").split("\r\n")
    note("request " + lines[0])
    for line in lines[1:]:
        if re.match("range:", line, re.IGNORECASE):
            note(line)


def pump(source, sink, way):
    carried = 0
    head = b""
    try:
        while data := source.recv(65536):
            if way == "up" and head is not None:
                head += data
                if b"\r\n\r\n" in head:
                    note_request(head.split(b"\r\n\r\n")[0])
                    head = None
            sink.sendall(data)
            carried += len(data)
            if way == direction and carried >= limit and take_the_cut():
                note(f"cut after {carried} bytes {way}")
                reset(source, sink)
                return
        sink.shutdown(socket.SHUT_WR)
    except OSError:
        reset(source, sink)


def serve(client):
    registry = socket.create_connection((target_host, int(target_port)))
    threading.Thread(target=pump, args=(client, registry, "up"), daemon=True).start()
    threading.Thread(target=pump, args=(registry, client, "down"), daemon=True).start()


listener = socket.create_server(("127.0.0.1", 0), backlog=64)
note(f"listening on {listener.getsockname()[1]}")
while True:
    serve(listener.accept()[0])
