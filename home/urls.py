"""Addresses of the site's own pages that are not in the page tree."""

from django.urls import path

from home import views

app_name = "home"
urlpatterns = [
    path("search/", views.search, name="search"),
]
