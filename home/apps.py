from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = "누리집"

    def ready(self):
        from home import receivers  # noqa: F401 - connects them
