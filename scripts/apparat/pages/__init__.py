"""Model -> MyST pages: elements.py one entry an element, myst.py the syntax, *_page.py one file a kind of page."""
