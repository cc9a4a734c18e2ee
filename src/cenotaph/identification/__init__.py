"""Who are these remains? Likelihoods of families' genotypes, of remains as the missing of a family, and of all remains together."""

from __future__ import annotations

from .chances import Chances, chances
from .column_maps import ColumnMap, read_columns, renamed
from .concluding import Conclusion, Finding, Findings, Thresholds, conclude
from .explaining import AtMarker, Explained, explain
from .fam_projects import Project, is_project, read_project
from .fam_writing import as_familias_has_it, written_project
from .familias_tables import relatives, remains
from .frequency_tables import frequencies
from .jointly import Assigned, Concluded, Joint, jointly
from .likelihoods import log_likelihoods
from .maps import APART, Place, read_map
from .naming import named_apart
from .pairwise import Pairs, blocks, pairs, posterior
from .ped_tables import is_ped, read_ped
from .persons import persons
from .plain_tables import families, marker_table
from .plain_writing import markers_text, persons_text
from .told import MarkerTable, Told
from .unlisted import fitted

__all__ = [
    "APART", "Assigned", "AtMarker", "Chances", "ColumnMap", "Concluded", "Conclusion", "Explained", "Finding", "Findings",
    "Joint", "MarkerTable", "Pairs", "Place", "Project", "Thresholds", "Told", "as_familias_has_it", "blocks", "chances",
    "conclude", "explain", "families", "fitted", "frequencies", "is_ped", "is_project", "jointly", "log_likelihoods",
    "marker_table", "markers_text", "named_apart", "pairs", "persons", "persons_text", "posterior", "read_columns", "read_map",
    "read_ped", "read_project", "relatives", "remains", "renamed", "written_project",
]  # fmt: skip
