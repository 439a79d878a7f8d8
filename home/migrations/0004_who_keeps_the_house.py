"""Who keeps the names on the frame of the site and the lists of categories and districts, and who sees the ideas, in /cms/."""

from django.db import migrations

LISTS = [("ideas", model, f"{action}_{model}") for model in ("category", "district") for action in ("add", "change", "view")]
BRAND = [("home", "brandsettings", "change_brandsettings")]
IDEAS = [("ideas", "idea", "view_idea")]
GRANTS = {
    "편집자": BRAND + LISTS + IDEAS,
    "관리자": BRAND + LISTS + IDEAS,
    "창의담당관": LISTS + IDEAS,
    "운영지기": IDEAS,
}


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
    dependencies = [
        ("home", "0003_first_front_page"),
        ("accounts", "0002_roles"),
        ("ideas", "0001_initial"),
    ]

    operations = [migrations.RunPython(give, take)]
