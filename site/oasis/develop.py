"""`python -m oasis.develop`, which is what `make dev` does: Django's own server, which reloads on change."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oasis.settings.dev")


def main() -> None:
    """Bring database and demo up to date once, then serve; the background work runs at once, inside the request."""
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    # Django's reloader starts this module a second time as its child.
    if "RUN_MAIN" not in os.environ:
        from common.translations import compile_translations
        from oasis.readiness import make_database_ready, make_demo_ready, make_fonts_ready

        compile_translations(settings.LOCALE_PATHS)
        make_fonts_ready(print)
        make_database_ready(print)
        make_demo_ready(print)
    call_command("runserver", f"{settings.HOST}:{settings.PORT}")


if __name__ == "__main__":
    main()
