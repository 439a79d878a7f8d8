"""The REST API under /api/v1/; the schema is made from this module alone, so that no other address leaks into it."""

urlpatterns: list = []
