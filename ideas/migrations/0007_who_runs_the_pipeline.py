"""Who keeps the bars, grounds, words, templates and days of the pipeline in /cms/."""

from django.db import migrations

LISTS = ("ground", "plainword", "answertemplate")
RIGHTS = [
    *(("ideas", model, f"{action}_{model}") for model in LISTS for action in ("add", "change", "view")),
    *(("ideas", "holiday", f"{action}_holiday") for action in ("add", "change", "delete", "view")),
    *(("ideas", "gateset", f"{action}_gateset") for action in ("add", "view")),
    ("ideas", "pipelinesettings", "change_pipelinesettings"),
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
    dependencies = [("accounts", "0003_absence"), ("ideas", "0006_first_gates_and_grounds")]

    operations = [migrations.RunPython(give, take)]
