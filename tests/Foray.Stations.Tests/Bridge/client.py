"""Speaks to the bridge as a client of OCS does: JSON in the body, and no content type."""
import http.client
import json
import sys
import urllib.parse

url = urllib.parse.urlsplit(sys.argv[1])


def call(procedure, *args, **kwargs):
    connection = http.client.HTTPConnection(url.hostname, url.port)
    connection.request("POST", url.path, json.dumps({"procedure": procedure, "args": args, "kwargs": kwargs}))
    response = connection.getresponse()
    assert response.status == 200, response.status
    decoded = json.loads(response.read())
    connection.close()
    if "error" in decoded:
        raise RuntimeError(decoded["error"], decoded["args"], decoded["kwargs"])
    return decoded["args"][0]


def names(operations):
    return ",".join(operation[0] for operation in operations)


api = call("observatory.data1", "get_api")
print("api", api["agent_class"], f"tasks={names(api['tasks'])}", f"processes={names(api['processes'])}", f"feeds={names(api['feeds'])}")
status, message, session = call("observatory.data1.ops", "start", "acq", {"test_mode": True})
print("start", status, f"session={session['session_id']}")
status, message, session = call("observatory.data1.ops", "wait", "acq", {}, timeout=1.0)
print("wait", status, f"session={session['session_id']}")
try:
    call("observatory.nobody.ops", "status", "acq")
except RuntimeError as error:
    print("error", error.args[0])
