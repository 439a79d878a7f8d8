"""Wagtail's search backend of the database in use, with two habits changed; named in WAGTAILSEARCH_BACKENDS."""

from modelsearch.backends import database


def SearchBackend(params):
    """The backend for PostgreSQL or SQLite.

    PostgreSQL would stem and drop words by its English rules ("it" finds nothing): pieces are indexed as they are.
    And after every entry the backend measures all titles of the index anew, for a ranking that Oasis does not use: at a hundred
    thousand ideas that is a scan of the whole table each time somebody publishes.
    """
    backend = database.SearchBackend({"SEARCH_CONFIG": "simple", **params})
    backend.index_class = type("Index", (backend.index_class,), {"_refresh_title_norms": lambda self, full=False: None})
    return backend
