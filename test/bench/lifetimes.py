"""Fits BG/NBD with Python's lifetimes, and prints what it took and found: lifetimes.py CUSTOMERS.csv"""

import json
import sys
import time
from math import log

import pandas
from lifetimes import BetaGeoFitter

customers = pandas.read_csv(sys.argv[1], float_precision="round_trip")
fitter = BetaGeoFitter()

begun = time.perf_counter()
fitter.fit(customers["x"], customers["t_x"], customers["T"], weights=customers["customers"])
seconds = time.perf_counter() - begun

# lifetimes stretches time before it fits, which moves the likelihood by a constant.
weights, purchases = customers["customers"], customers["x"]
log_likelihood = (weights * purchases).sum() * log(fitter._scale) - weights.sum() * fitter._negative_log_likelihood_
print(
    json.dumps(
        {
            "seconds": seconds,
            "parameters": [float(fitter.params_[name]) for name in ("r", "alpha", "a", "b")],
            "logLikelihood": float(log_likelihood),
        }
    )
)
