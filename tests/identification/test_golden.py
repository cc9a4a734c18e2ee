"""Per-locus log-likelihoods of whole pedigrees equal those of pedprobr 1.1, of which Familias 2.6.4 gave 20 runs alike.

`golden.json` holds the simulated genotypes, the Norwegian frequencies and the numbers of both programs.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from cenotaph.identification import log_likelihoods
from cenotaph.model.markers import Genotype, Marker, Mutation, MutationModel
from cenotaph.model.pedigrees import Pedigree, Person, Sex

GOLDEN = json.loads((Path(__file__).parent / "golden.json").read_text("utf-8"))
CASES = GOLDEN["cases"]
NAMES = [f"{c['ped']} {c['mutation']}" for c in CASES]


def read(case):
    mutation = Mutation(MutationModel(case["mutation"]), case["rate"], case["rate2"] or 0.0, case["range"] or 0.1)
    markers = [Marker(name, tuple(f), tuple(f.values()), mutation, mutation) for name, f in GOLDEN["frequencies"].items()]
    members = tuple(
        Person(p["id"], {1: Sex.MALE, 2: Sex.FEMALE}[p["sex"]], *(None if p[of] == "0" else p[of] for of in ("fid", "mid")))
        for p in case["pedigree"]
    )
    profiles = {p["id"]: {m.name: Genotype(*p[m.name].split("/")) for m in markers if p[m.name] != "-/-"} for p in case["pedigree"]}
    return Pedigree(case["ped"], members), markers, profiles


def test_there_are_thirty_cases_with_numbers():
    assert sum(c["loglik_per_marker_pedprobr"] is not None for c in CASES) == 30
    assert sum(c["loglik_theta0.02_pedprobr"] is not None for c in CASES) == 6
    assert len(GOLDEN["frequencies"]) == 20


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_likelihoods(case):
    found = log_likelihoods(*read(case))
    for program in ("pedprobr", "familias"):
        expected = case[f"loglik_per_marker_{program}"]
        if expected is not None:
            assert np.allclose(found, expected, rtol=0, atol=1e-8)
    assert np.isfinite(found).all()


@pytest.mark.parametrize("case", [c for c in CASES if c["loglik_theta0.02_pedprobr"]], ids=lambda c: c["ped"])
def test_likelihoods_with_theta(case):
    found = log_likelihoods(*read(case), theta=0.02)
    assert np.allclose(found, case["loglik_theta0.02_pedprobr"], rtol=0, atol=1e-8)
    assert not np.allclose(found, log_likelihoods(*read(case)), atol=1e-3)
