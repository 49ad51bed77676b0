"""Measures how fast Ray tasks come back and says it with a package that pip brought."""

import time

import humanize
import ray

TASKS = 200


@ray.remote
def square(number):
    return number * number


ray.init()
started = time.perf_counter()
total = sum(ray.get([square.remote(number) for number in range(TASKS)]))
took = time.perf_counter() - started
print(f"humanize {humanize.__version__} came with this job only")
print(f"{TASKS} tasks in {humanize.precisedelta(took, minimum_unit='milliseconds')}")
print(f"Their sum is {humanize.intcomma(total)}")
