"""Stands in for the jobs of the demo: takes any arguments, counts up, says how far it is."""

import json
import sys
import time

import ray

TOTAL = 30

ray.init()
print("Arguments:", *sys.argv[1:], flush=True)
for done in range(1, TOTAL + 1):
    time.sleep(0.5)
    print("RAYPORT_PROGRESS", json.dumps({"done": done, "total": TOTAL, "unit": "steps"}), flush=True)
print("Finished")
