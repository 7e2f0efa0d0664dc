#!/usr/bin/env python3
"""Logs a run to MLflow's REST API with nothing but Python's own library: track.py [URI]

In a script of an experiment, it goes on with the run of its case instead of making one.
"""

import json
import os
import sys
import time
import urllib.request

BASE = (sys.argv[1] if len(sys.argv) > 1 else os.environ["MLFLOW_TRACKING_URI"]).rstrip("/")


def send(method, path, body=None, content_type="application/json"):
    request = urllib.request.Request(BASE + path, data=body, method=method, headers={"Content-Type": content_type})
    if token := os.environ.get("MLFLOW_TRACKING_TOKEN"):
        request.add_header("Authorization", "Bearer " + token)
    with urllib.request.urlopen(request) as answer:
        return answer.read()


def get(name):
    return json.loads(send("GET", "/api/2.0/mlflow/" + name))


def call(name, **values):
    return json.loads(send("POST", "/api/2.0/mlflow/" + name, json.dumps(values).encode()))


def now():
    return time.time_ns() // 1_000_000


if case := os.environ.get("MLFLOW_RUN_ID"):
    run = get("runs/get?run_id=" + case)["run"]["info"]
else:
    run = call("runs/create", experiment_id="0", run_name="by hand", start_time=now())["run"]["info"]
run_id = run["run_id"]
algorithm = os.environ.get("algorithm", "merge")
call("runs/log-parameter", run_id=run_id, key="algorithm", value=algorithm)
call("runs/log-batch", run_id=run_id, metrics=[
    {"key": "seconds", "value": 1 / (step + 1), "timestamp": now(), "step": step} for step in range(100)
])

# mlflow-artifacts:/0/RUN/artifacts is at /api/2.0/mlflow-artifacts/artifacts/0/RUN/artifacts
folder = run["artifact_uri"].replace("mlflow-artifacts:", "/api/2.0/mlflow-artifacts/artifacts")
send("PUT", folder + "/notes.txt", b"done\n", "application/octet-stream")

call("runs/update", run_id=run_id, status="FINISHED", end_time=now())
found = call("runs/search", experiment_ids=[run["experiment_id"]], filter=f"params.algorithm = '{algorithm}' and metrics.seconds < 0.5")
print(f"{run_id}: {len(found['runs'])} such runs, the last with {found['runs'][0]['data']['metrics'][0]['value']} s")
