from django.apps import AppConfig


class IdeasConfig(AppConfig):
    name = "ideas"
    verbose_name = "상상"

    def ready(self):
        # What removes files with their rows and what forgets old names, bars and settings listen from the start.
        from ideas import attachments, counted, deadlines, gates, stage_names, telling  # noqa: F401
        from ideas.panel import lifts  # noqa: F401
