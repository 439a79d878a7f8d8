from django.apps import AppConfig


class IdeasConfig(AppConfig):
    name = "ideas"
    verbose_name = "상상"

    def ready(self):
        from ideas import attachments  # noqa: F401 - connects what removes files with their rows
