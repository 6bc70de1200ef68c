"""Apparat: from TEI sources to a digital edition. The listing of this package is the pipeline; see README.md."""
