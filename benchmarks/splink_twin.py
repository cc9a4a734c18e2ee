#!/usr/bin/env python3
"""The same figures linked by splink 5: `splink_twin.py FILE`, JSON Lines rows. Prints JSON: seconds, clusters by threshold.

Splink is no dependency of Cenotaph: run this with a Python that has it (`pip install "splink==5.*"`). The model is what its manual
would have a careful user write: blocking on place and week, on number and conflict and on the report; levels for number and day;
u by random sampling, m by expectation maximisation.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from collections import defaultdict

THRESHOLDS = (0.5, 0.8, 0.9, 0.95, 0.99, 0.999)


def main(path: str) -> None:
    import duckdb
    import splink.comparison_level_library as cll
    import splink.comparison_library as cl
    from splink import Linker, SettingsCreator, block_on
    from splink.backends.duckdb import DuckDBAPI

    logging.disable(logging.WARNING)
    begun = time.perf_counter()
    connection = duckdb.connect()
    connection.execute(f"CREATE TABLE figures AS SELECT * FROM read_json('{path}', format='newline_delimited')")
    number = cl.CustomComparison(
        [
            cll.NullLevel("low"),
            cll.ExactMatchLevel("low"),
            cll.CustomLevel("greatest(low_l, low_r) <= 1.1 * least(low_l, low_r)", "within a tenth"),
            cll.CustomLevel("greatest(low_l, low_r) <= 2 * least(low_l, low_r)", "within twice"),
            cll.ElseLevel(),
        ],
        output_column_name="low",
    )
    day = cl.CustomComparison(
        [
            cll.NullLevel("day"),
            cll.ExactMatchLevel("day"),
            cll.CustomLevel("abs(day_l - day_r) <= 2", "two days"),
            cll.CustomLevel("abs(day_l - day_r) <= 45", "45 days"),
            cll.ElseLevel(),
        ],
        output_column_name="day",
    )
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[number, day, *(cl.ExactMatch(column) for column in ("place", "side", "role", "conflict", "measure"))],
        blocking_rules_to_generate_predictions=[
            block_on("fate", "place", "week"),
            block_on("fate", "low", "conflict", "week"),
            block_on("fate", "low", "side", "week"),
            block_on("fate", "report"),
        ],
        retain_matching_columns=False,
    )
    linker = Linker(DuckDBAPI(connection).register("figures"), settings, log_level=None)
    linker.training.estimate_probability_two_random_records_match([block_on("fate", "place", "day", "low")], recall=0.5)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in (block_on("fate", "place", "week"), block_on("fate", "low", "conflict", "week")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    predicted = linker.inference.predict(threshold_match_probability=min(THRESHOLDS))
    clusters: dict[float, list[list[str]]] = {}
    seconds = time.perf_counter() - begun
    for threshold in THRESHOLDS:
        begun = time.perf_counter()
        found = linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, threshold)
        groups: defaultdict[str, list[str]] = defaultdict(list)
        for row in found.as_record_list():
            groups[row["cluster_id"]].append(row["unique_id"])
        clusters[threshold] = list(groups.values())
        if threshold == THRESHOLDS[0]:
            seconds += time.perf_counter() - begun
    print(json.dumps({"seconds": seconds, "clusters": clusters}))


if __name__ == "__main__":
    main(sys.argv[1])
