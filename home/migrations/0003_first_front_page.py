"""A front page of ours in the place of Wagtail's "Welcome" page; the site that shows it stays the same row."""

from django.db import migrations

WELCOME = "home"


def put_front_page(apps, schema_editor):
    """Make the untouched welcome page a HomePage under its own id, so that nothing that points at it breaks."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Page = apps.get_model("wagtailcore", "Page")
    HomePage = apps.get_model("home", "HomePage")
    welcome = Page.objects.filter(
        depth=2, slug=WELCOME, numchild=0, content_type__app_label="wagtailcore", content_type__model="page"
    ).first()
    if welcome is None:
        return
    front = HomePage(page_ptr_id=welcome.pk)
    for field in Page._meta.concrete_fields:
        setattr(front, field.attname, getattr(welcome, field.attname))
    front.content_type = ContentType.objects.get_or_create(app_label="home", model="homepage")[0]
    front.title = front.draft_title = "첫 화면"
    front.sections = [
        ("trending", {"title": "지금 흐르는 상상", "count": 6}),
        ("newest", {"title": "막 떨어진 상상", "count": 6}),
    ]
    front.save()


def take_front_page_away(apps, schema_editor):
    """Leave a plain page where the front page was."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Page = apps.get_model("wagtailcore", "Page")
    HomePage = apps.get_model("home", "HomePage")
    plain = ContentType.objects.get(app_label="wagtailcore", model="page")
    for front in HomePage.objects.all():
        Page.objects.filter(pk=front.pk).update(content_type=plain)
        front.delete(keep_parents=True)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0002_pages_and_brand"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(put_front_page, take_front_page_away)]
