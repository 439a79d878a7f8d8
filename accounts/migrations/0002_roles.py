"""Make the groups of accounts/roles.py with what each may do in /cms/, in place of Wagtail's own two groups."""

from django.db import migrations

IDEA_OFFICE = "창의담당관"
EDITORS = "편집자"
MODERATORS = "운영지기"
ADMINISTRATORS = "관리자"
ALL = (IDEA_OFFICE, "부서 공무원", EDITORS, MODERATORS, "전문가", "상상누리단", ADMINISTRATORS)

ENTER = [("wagtailadmin", "admin", "access_admin")]
PEOPLE = [
    ("accounts", model, f"{action}_{model}") for model in ("department", "appointment") for action in ("add", "change", "view")
]
HOUSE = [
    ("wagtailcore", "site", "change_site"),
    ("wagtailcore", "collection", "add_collection"),
    ("wagtailcore", "collection", "change_collection"),
    ("wagtailredirects", "redirect", "add_redirect"),
    ("wagtailredirects", "redirect", "change_redirect"),
    ("wagtailredirects", "redirect", "delete_redirect"),
]
GRANTS = {
    EDITORS: ENTER,
    MODERATORS: ENTER,
    IDEA_OFFICE: ENTER + PEOPLE,
    ADMINISTRATORS: ENTER + PEOPLE + HOUSE,
}
PAGES = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")
FILES = [
    (app, model, f"{action}_{model}")
    for app, model in (("wagtailimages", "image"), ("wagtaildocs", "document"))
    for action in ("add", "change", "choose")
]


def permission(apps, app, model, codename):
    """A permission that Django would otherwise make only after all migrations have run."""
    content_type, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label=app, model=model)
    found, _made = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename=codename, defaults={"name": f"Can {codename.replace('_', ' ')}"}
    )
    return found


def make_roles(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    groups = {name: Group.objects.get_or_create(name=name)[0] for name in ALL}
    for name, wanted in GRANTS.items():
        groups[name].permissions.add(*(permission(apps, *one) for one in wanted))

    root_page = apps.get_model("wagtailcore", "Page").objects.get(depth=1)
    root_collection = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    PagePermission = apps.get_model("wagtailcore", "GroupPagePermission")
    CollectionPermission = apps.get_model("wagtailcore", "GroupCollectionPermission")
    for name in (EDITORS, ADMINISTRATORS):
        for codename in PAGES:
            PagePermission.objects.get_or_create(
                group=groups[name], page=root_page, permission=permission(apps, "wagtailcore", "page", codename)
            )
        for one in FILES:
            CollectionPermission.objects.get_or_create(
                group=groups[name], collection=root_collection, permission=permission(apps, *one)
            )

    # Wagtail starts with two groups of its own, whose names would only confuse; its approval task goes to the editors.
    for task in apps.get_model("wagtailcore", "GroupApprovalTask").objects.filter(groups__name="Moderators"):
        task.groups.add(groups[EDITORS])
    Group.objects.filter(name__in=["Editors", "Moderators"], user__isnull=True).delete()


def take_roles_back(apps, schema_editor):
    """The groups stay, for people may be in them; only what this migration granted goes."""
    Group = apps.get_model("auth", "Group")
    for group in Group.objects.filter(name__in=ALL):
        group.permissions.clear()
        apps.get_model("wagtailcore", "GroupPagePermission").objects.filter(group=group).delete()
        apps.get_model("wagtailcore", "GroupCollectionPermission").objects.filter(group=group).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
    ]

    operations = [migrations.RunPython(make_roles, take_roles_back)]
