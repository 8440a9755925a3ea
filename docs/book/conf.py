"""The course as a book: the MyST pages and the notebooks as they are committed; nothing is executed."""

project = "EGPO Notebooks"
language = "en"
extensions = ["myst_nb", "sphinx_external_toc", "sphinx-mathjax-offline"]
external_toc_path = "docs/book/toc.yml"
external_toc_exclude_missing = True
include_patterns = ["notebooks/**", "docs/*.md", "datasets/**/README.md", "*/README.md", "*.md"]
exclude_patterns = ["target", ".egpo", "**/target"]
myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 4
nb_execution_mode = "off"
nb_merge_streams = True
suppress_warnings = ["mystnb.unknown_mime_type"]  # a chart's numbers as CSV, which no page shows
html_theme = "sphinx_book_theme"
html_title = project
html_static_path = ["static"]
html_css_files = ["book.css"]
html_show_copyright = False
html_theme_options = {"show_toc_level": 2, "use_download_button": False, "navbar_persistent": []}
