"""Citing: one dictionary for what is cited, and every form in which it can be pasted."""
