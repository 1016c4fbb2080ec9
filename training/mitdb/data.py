"""Reads the beats that `training/export-beats` wrote. Features are made in C# alone; nothing here computes one anew."""
import json
from pathlib import Path

import numpy as np

LABELS = ["N", "S", "V", "F", "Q"]
CHANNELS, SAMPLES = 4, 162
LEARNING_SECONDS = 300  # EC57: the first five minutes are not scored
RATE = 360

# Records, dealt by hand so that every fold holds some S and V; a beat never meets another beat of its patient (201 and 202
# are one person, and 202 is not in DS1).
FOLDS = [[101, 115, 118, 208], [108, 119, 122, 209], [106, 112, 201, 220], [109, 124, 203, 230], [116, 205, 223],
         [114, 207, 215]]

RR_VALUES, SHAPE_VALUES = 19, 8
VALUES = RR_VALUES + 2 * SHAPE_VALUES
WIDTH = CHANNELS * SAMPLES + VALUES
# What C# gives for a lead that is absent (BeatShape.DescribeAbsent).
ABSENT = np.array([1, 1, 1, 0, 0, 0, 0, 2.4], np.float32)
# The line for S reads the RR values and both correlations of the P wave.
LINE = list(range(RR_VALUES)) + [RR_VALUES + 2, RR_VALUES + SHAPE_VALUES + 2]


class Beats:
    """Arrays of all beats: x float32[n,4,162], values float32[n,35], group, record, sample."""

    def __init__(self, path):
        path = Path(path)
        self.about = json.loads(path.with_suffix(".json").read_text())
        row = np.dtype([("record", "<i4"), ("sample", "<i4"), ("group", "<i4"), ("input", "<f4", WIDTH)])
        if self.about["split"] != "DS1" or len(self.about["values"]) != VALUES:
            raise SystemExit(f"{path} is not an export of DS1 by this version.")
        rows = np.memmap(path, row, "r")
        self.record, self.sample, self.group = (np.array(rows[k]) for k in ("record", "sample", "group"))
        self.x = np.ascontiguousarray(rows["input"][:, :CHANNELS * SAMPLES]).reshape(-1, CHANNELS, SAMPLES)
        self.values = np.ascontiguousarray(rows["input"][:, CHANNELS * SAMPLES:])
        self.scored = self.sample >= LEARNING_SECONDS * RATE

    def input(self, chosen):
        """float32[n,683] as C# hands it to the graphs."""
        return np.concatenate([self.x[chosen].reshape(len(self.x[chosen]), -1), self.values[chosen]], 1)


def without_lead(x, values, lead):
    """Copies in which a lead (0 or 1) is absent."""
    x, values = x.copy(), values.copy()
    x[:, [lead, lead + 2]] = 0
    first = RR_VALUES + lead * SHAPE_VALUES
    values[:, first:first + SHAPE_VALUES] = ABSENT
    return x, values
