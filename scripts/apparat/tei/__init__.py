"""TEI -> model. Only here is XML parsed."""
