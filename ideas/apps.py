from django.apps import AppConfig


class IdeasConfig(AppConfig):
    name = "ideas"
    verbose_name = "상상"

    def ready(self):
        # What removes files with their rows and what forgets old names of stages listen from the start.
        from ideas import attachments, stage_names  # noqa: F401
