"""Who may put up an announcement and name the stages of the river, in /cms/."""

from django.db import migrations

GRANTS = {
    name: [("home", "announcement", "change_announcement"), ("ideas", "stagenames", "change_stagenames")]
    for name in ("편집자", "관리자")
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
        ("home", "0005_brand_and_announcement"),
        ("ideas", "0002_stage_names"),
    ]

    operations = [migrations.RunPython(give, take)]
