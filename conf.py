"""Sphinx configuration of the site. The pages lie in edition/; `edition build` calls Sphinx with this file."""

import os

project = "Apparat"
author = "the editors of Apparat"
release = os.environ.get("APPARAT_RELEASE", "not yet released")  # `edition build` says which release it is
copyright = f"the editors of Apparat, CC BY 4.0 · {release}"
language = "en"

extensions = ["myst_parser", "sphinx_design", "apparat.sphinx_edition"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["made/**"]
templates_path = ["_templates"]
html_static_path = ["_static"]

# The sources go along, so that every page can lead to its TEI; so do the files for others (data/).
html_extra_path = ["sources", ".build/extra"]

myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist"]
myst_ref_domains = ["std"]  # halves the work on pages full of links
myst_links_external_new_tab = False
myst_url_schemes = {"http": None, "https": None, "mailto": None, "site": "../{{path}}"}
myst_footnote_transition = False
smartquotes = False  # words are printed as they are encoded

html_theme = "furo"
html_favicon = "_static/favicon.svg"
html_title = "Apparat"
html_short_title = "Apparat"
html_css_files = ["edition.css", "pictures.css", "claims.css"]
html_js_files = [("edition.js", {"defer": "defer"}), ("claims.js", {"defer": "defer"}), ("cite.js", {"defer": "defer"})]
html_copy_source = False
html_show_sphinx = False
html_use_index = False
html_domain_indices = False
html_theme_options = {
    "top_of_page_buttons": [],
    # ink, paper, one accent; dark is its own design: contrast of ink 12:1 and of the accent 7:1 at least on either paper
    "light_css_variables": {
        "color-background-primary": "#fcfbf8", "color-background-secondary": "#f5f3ee", "color-background-border": "#dcd7cc",
        "color-background-hover": "#ece8df", "color-foreground-primary": "#1c1a17", "color-foreground-secondary": "#575149", "color-foreground-muted": "#5e584f",
        "color-brand-primary": "#7c1d12", "color-brand-content": "#7c1d12", "color-brand-visited": "#7c1d12", "color-highlight-on-target": "#f3e9c8",
    },
    "dark_css_variables": {
        "color-background-primary": "#15161a", "color-background-secondary": "#1b1d22", "color-background-border": "#363840",
        "color-background-hover": "#25272d", "color-foreground-primary": "#e3dfd6", "color-foreground-secondary": "#aea89d", "color-foreground-muted": "#a49e93",
        "color-brand-primary": "#eba794", "color-brand-content": "#eba794", "color-brand-visited": "#eba794", "color-highlight-on-target": "#3a3418",
    },
}
html_permalinks_icon = "¶"
suppress_warnings = [
    "myst.header",  # a text may begin its divisions below the second level
    "myst.xref_ambiguous",  # an identifier is both a label and, in its folder, the name of its page: both lead there
]
