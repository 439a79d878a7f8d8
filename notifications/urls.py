"""Addresses of a member's inbox."""

from django.urls import path

from notifications import views

app_name = "notifications"
urlpatterns = [
    path("me/notifications/", views.overview, name="inbox"),
    path("me/notifications/read/", views.read, name="read"),
    path("me/notifications/<int:pk>/", views.follow_up, name="follow_up"),
]
