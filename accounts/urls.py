"""Addresses of a member's own settings; log-in and the rest of /accounts/ come from allauth."""

from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("me/settings/", views.settings, name="settings"),
    path("me/settings/newsletter/", views.newsletter, name="newsletter"),
    path("me/tokens/", views.api_keys, name="tokens"),
    path("me/tokens/<int:pk>/revoke/", views.revoke_key, name="revoke_token"),
]
