"""Addresses of the site's own pages that are not in the page tree."""


app_name = "home"
urlpatterns: list = []
