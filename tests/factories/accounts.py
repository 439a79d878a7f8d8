"""Members, departments and posts for tests."""

import factory
from django.contrib.auth.models import Group

from accounts import roles
from accounts.models import Appointment, Department, User


class UserFactory(factory.django.DjangoModelFactory):
    """A citizen; `role="창의담당관"` puts the member into that group."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"citizen{n}@example.org")
    nickname = factory.Sequence(lambda n: f"시민{n}")
    password = factory.django.Password("oasis-pass-1")

    @factory.post_generation
    def role(self, create, name, **kwargs):
        if create and name:
            self.groups.add(Group.objects.get_or_create(name=name)[0])


class DepartmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Department

    name = factory.Sequence(lambda n: f"시험과{n}")
    slug = factory.Sequence(lambda n: f"test-{n}")


class AppointmentFactory(factory.django.DjangoModelFactory):
    """An official in office."""

    class Meta:
        model = Appointment

    user = factory.SubFactory(UserFactory, role=roles.OFFICIALS)
    department = factory.SubFactory(DepartmentFactory)
    post = "주무관"
