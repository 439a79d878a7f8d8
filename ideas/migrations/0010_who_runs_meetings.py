"""Who keeps panels, debates, meetings and cards in /cms/."""

from django.db import migrations

LISTS = ("panel", "quota", "criterion", "round", "debate", "meeting", "guest", "agendadocument", "membership")
SEEN = ("card", "agendaitem", "argument", "question")
RIGHTS = [
    *(("ideas", model, f"{action}_{model}") for model in LISTS for action in ("add", "change", "view")),
    *(("ideas", model, f"delete_{model}") for model in ("quota", "criterion", "guest", "agendadocument")),
    *(("ideas", model, f"view_{model}") for model in SEEN),
]
GRANTS = {"창의담당관": RIGHTS, "관리자": RIGHTS}


def permission(apps, app, model, codename):
    """A permission that Django would otherwise make only after all migrations have run."""
    content_type = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label=app, model=model)[0]
    return apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename=codename, defaults={"name": f"Can {codename.replace('_', ' ')}"}
    )[0]


def give(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    for name, wanted in GRANTS.items():
        Group.objects.get_or_create(name=name)[0].permissions.add(*(permission(apps, *one) for one in wanted))


def take(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    for name, wanted in GRANTS.items():
        for group in Group.objects.filter(name=name):
            group.permissions.remove(*(permission(apps, *one) for one in wanted))


class Migration(migrations.Migration):
    dependencies = [("ideas", "0009_debates_meetings_cards")]

    operations = [migrations.RunPython(give, take)]
