"""Counts, recency and variety of every user at one cut-off, as pandas does it: scale-pandas.py LOG.csv

Prints seconds, CPU seconds, peak memory in MiB and the number of moments, which is 1. Reading the file is part of it.
"""

import resource
import sys
import time

import pandas as pd

start = time.perf_counter()
events = pd.read_csv(
    sys.argv[1],
    usecols=["event_time", "received_time", "event_type", "user_id", "product_id", "category", "brand"],
    dtype={"user_id": "string", "product_id": "string", "event_type": "category", "category": "category", "brand": "category"},
    parse_dates=["event_time", "received_time"],
)
cutoff = events["event_time"].max() - pd.Timedelta(days=7)
seen = events[
    (events["event_time"] <= cutoff)
    & (events["received_time"] <= cutoff)
    & (events["event_time"] > cutoff - pd.Timedelta(days=28))
    & events["user_id"].notna()
].copy()
seen["age"] = (cutoff - seen["event_time"]).dt.total_seconds() / 86400
seen["day"] = seen["event_time"].dt.floor("D")
columns = [seen.groupby("user_id")["age"].agg(["min", "max"])]
columns.append(seen.pivot_table(index="user_id", columns="event_type", values="age", aggfunc="min", observed=True))
for days in (1, 7, 28):
    window = seen[seen["age"] <= days]
    columns.append(window.groupby(["user_id", "event_type"], observed=True).size().unstack(fill_value=0).add_suffix(f"_{days}"))
    columns.append(window.groupby("user_id")[["product_id", "category", "brand", "day"]].nunique().add_suffix(f"_{days}"))
features = pd.concat(columns, axis=1)
assert len(features) == seen["user_id"].nunique()
used = resource.getrusage(resource.RUSAGE_SELF)
print(f"{time.perf_counter() - start:.3f} {used.ru_utime + used.ru_stime:.3f} {used.ru_maxrss // 1024} 1")
