"""Who are these remains? Likelihoods of families' genotypes, of remains as the missing of a family, and of all remains together."""

from __future__ import annotations

from .files.column_maps import ColumnMap, read_columns, renamed
from .files.fam_projects import Project, is_project, read_project
from .files.fam_writing import as_familias_has_it, written_project
from .files.familias_tables import relatives, remains
from .files.frequency_tables import frequencies
from .files.maps import APART, Place, read_map
from .files.ped_tables import is_ped, read_ped
from .files.persons import persons
from .files.plain_tables import families, marker_table
from .files.plain_writing import markers_text, persons_text
from .files.told import MarkerTable, Told
from .files.unlisted import fitted
from .joining.concluding import Conclusion, Finding, Findings, Thresholds, conclude
from .joining.jointly import Assigned, Concluded, Joint, jointly
from .joining.naming import named_apart
from .pairing.chances import Chances, chances
from .pairing.explaining import AtMarker, Explained, explain
from .pairing.pairwise import Pairs, blocks, pairs, posterior
from .peeling.likelihoods import log_likelihoods

__all__ = [
    "APART", "Assigned", "AtMarker", "Chances", "ColumnMap", "Concluded", "Conclusion", "Explained", "Finding", "Findings",
    "Joint", "MarkerTable", "Pairs", "Place", "Project", "Thresholds", "Told", "as_familias_has_it", "blocks", "chances",
    "conclude", "explain", "families", "fitted", "frequencies", "is_ped", "is_project", "jointly", "log_likelihoods",
    "marker_table", "markers_text", "named_apart", "pairs", "persons", "persons_text", "posterior", "read_columns", "read_map",
    "read_ped", "read_project", "relatives", "remains", "renamed", "written_project",
]  # fmt: skip
