"""Cleans a table of sensor readings with Ray Data and writes hourly means as Parquet.

Usage: python main.py [rows] [folder]
"""

import os
import sys

import numpy as np
import ray

SENSORS = 8
BROKEN = 0.02


def read(batch):
    """Stands in for reading files: readings with noise, a daily rhythm and some broken values."""
    ids = batch["id"]
    random = np.random.default_rng(int(ids[0]))
    hour = ids // SENSORS % 24
    value = 20 + 5 * np.sin(hour / 24 * 2 * np.pi) + random.normal(0, 1, len(ids))
    value[random.random(len(ids)) < BROKEN] = np.nan
    return {"sensor": ids % SENSORS, "hour": hour, "value": value}


def clean(batch):
    good = np.isfinite(batch["value"])
    return {name: column[good] for name, column in batch.items()}


def main(rows, folder):
    ray.init()
    ray.data.DataContext.get_current().enable_progress_bars = False
    readings = ray.data.range(rows, override_num_blocks=8).map_batches(read).map_batches(clean)
    hourly = readings.groupby("hour").mean("value").sort("hour").materialize()
    target = os.path.join(folder, "hourly")
    hourly.write_parquet(target)

    table = hourly.to_pandas()
    warmest = table.loc[table["mean(value)"].idxmax()]
    print(f"{rows} readings cleaned, {len(table)} hourly means written to {target}")
    print(f"Warmest hour: {int(warmest['hour'])}, mean {warmest['mean(value)']:.2f} degrees")


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 100_000,
        sys.argv[2] if len(sys.argv) > 2 else os.environ.get("RAYPORT_OUTPUT", "output"),
    )
