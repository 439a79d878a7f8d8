"""Addresses of a member's own settings; log-in and the rest of /accounts/ come from allauth."""


app_name = "accounts"
urlpatterns: list = []
