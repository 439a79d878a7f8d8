"""Every address that the site answers, and with what it is tried: things of the city in every state that matters."""

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from ideas.models import GateSet
from tests.security.city import KEY

HOLE = re.compile(r"<(?:\w+:)?(\w+)>")


def patterns(resolver=None, before: str = "") -> Iterator[str]:
    """The addresses as they stand in the URL configurations, holes and all."""
    for one in (resolver or get_resolver()).url_patterns:
        whole = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from patterns(one, whole)
        elif isinstance(one, URLPattern):
            yield whole


def filled(pattern: str, values: dict) -> str:
    """The address with its holes filled."""
    return "/" + HOLE.sub(lambda hole: str(values[hole[1]]), pattern)


class Targets:
    """What goes into the holes of each address. The longest beginning that fits says it; a state has a name and values."""

    def __init__(self, city):
        self.city = city
        self.known = {**self.of_ideas(), **self.of_debates(), **self.of_panels(), **self.of_meetings(), **self.of_cards()}
        self.known |= {**self.of_members(), **self.of_pages(), **self.of_files(), **self.of_house()}
        self.known |= {pattern: {"": {"address": address}} for pattern, address in self.written().items()}

    def of(self, pattern: str) -> dict[str, str]:
        """The states of the thing at an address → the address to ask for. Raises LookupError for one nobody thought of."""
        if "<" not in pattern and "^" not in pattern and pattern not in self.known:
            return {"": filled(pattern, {})}
        fitting = [start for start in self.known if pattern.startswith(start)]
        if not fitting:
            raise LookupError(f"tests/security/addresses.py does not say what to try {pattern} with")
        states = self.known[max(fitting, key=len)]
        return {state: values.get("address") or filled(pattern, values) for state, values in states.items()}

    def of_ideas(self) -> dict:
        ideas, photo = self.city.ideas, self.city.ideas.photo
        shown = {state: getattr(ideas, state) for state in ("public", "hidden", "withdrawn")}
        numbers = {state: {"number": idea.number, "step": "withdraw"} for state, idea in shown.items()}
        steps = ("withdraw", "promote", "super_pass", "fast_adopt", "ask_supplement")
        draft = {"key": ideas.draft.draft_key, "kind": "photo", "pk": photo.pk}
        return {
            "ideas/<int:number>/": numbers,
            "ideas/<int:number>/steps/": {name: {"number": ideas.public.number, "step": name} for name in steps},
            "ideas/<int:number>/answers/": {state: {"number": i.number, "pk": i.answer.pk} for state, i in shown.items()},
            "ideas/<int:number>/comments/<": {state: {"number": i.number, "pk": i.comment.pk} for state, i in shown.items()},
            "ideas/<int:number>/files/": {state: {"number": i.number, "pk": i.document.pk} for state, i in shown.items()},
            "ideas/drafts/": {"draft": draft},
            "desk/ideas/<int:number>/": numbers,
            "desk/ideas/<int:number>/answers/": {
                "draft": {"number": ideas.public.number, "pk": ideas.public.answer_draft.pk},
                "published": {"number": ideas.public.number, "pk": ideas.public.answer.pk},
                "of hidden idea": {"number": ideas.hidden.number, "pk": ideas.hidden.answer_draft.pk},
            },
            "desk/bulk/<": {"unknown": {"batch": KEY}},
            "desk/objections/": {"": {"pk": self.city.objection.pk}},
            "desk/opinions/": {"": {"pk": self.city.cooperation.pk}},
            "desk/hand-overs/": {"": {"pk": self.city.hand_over.pk}},
            "desk/people/<": {"": {"pk": self.city.who["official"].appointment.pk}},
            "api/v1/ideas/<int:number>/": numbers,
            "cms/ideas/inspect/": {state: {"pk": getattr(ideas, state).pk} for state in (*shown, "draft")},
        }

    def of_debates(self) -> dict:
        debates = self.city.debates
        names = {
            "public": debates.public,
            "closed": debates.closed,
            "hidden": debates.hidden,
            "of hidden idea": debates.of_hidden,
        }
        pks = {state: {"pk": debate.pk} for state, debate in names.items()}
        arguments = {state: {"pk": argument.pk} for state, argument in debates.arguments.items()}
        at = ("debates/<", "api/v1/debates/<", *(f"cms/debates/{view}/" for view in VIEWS))
        return {**dict.fromkeys(at, pks), "arguments/": arguments, "api/v1/arguments/": arguments}

    def of_panels(self) -> dict:
        panels = self.city.panels
        rounds = {state: {"pk": round.pk} for state, round in panels.rounds.items()}
        reviews = {state: {"pk": review.pk} for state, review in panels.reviews.items()}
        lifts = {state: {"pk": lift.pk} for state, lift in panels.lifts.items()}
        known = {"panel/rounds/<": rounds, "panel/reviews/<": reviews, "panel/lifts/<": lifts}
        return {
            **known,
            **{f"api/v1/{start}": states for start, states in known.items()},
            "panel/board/<": {state: {"pk": post.pk} for state, post in panels.posts.items()},
            "panel/places/": {"": {"pk": panels.member.pk}},
            **{f"cms/panels/{view}/": {"": {"pk": panels.now.pk}} for view in VIEWS},
            **{f"cms/panel_rounds/{view}/": rounds for view in VIEWS},
        }

    def of_meetings(self) -> dict:
        found = self.city.meetings.items()
        pks = {state: {"pk": one.pk, "item_pk": one.item.pk, "form": "csv"} for state, one in found}
        at = ("meetings/<", "desk/meetings/<", "api/v1/meetings/<", *(f"cms/meetings/{view}/" for view in VIEWS))
        guests = {f"cms/guests/{view}/": {"": {"pk": self.city.guest.pk}} for view in VIEWS}
        steps = (f"cms/meetings/{step}/" for step in ("announce", "cancel", "discard"))
        return {**dict.fromkeys((*at, *steps), pks), **guests}

    def of_cards(self) -> dict:
        pks = {
            state: {"pk": card.pk, "photo": card.photo.pk, "step": card.step.pk, "number": card.idea.number, "name": "move-step"}
            for state, card in self.city.cards.items()
        }
        acts = {
            f"{name} {state}": {**pks[state], "name": name} for state in pks for name in ("plan", "report", "stop", "transfer")
        }
        return {
            **dict.fromkeys(("cards/<", "api/v1/cards/<", "desk/cards/"), pks),
            "desk/cards/<int:pk>/<str:name>/": acts,
            "desk/cards/<int:pk>/<str:name>/<": pks,
        }

    def of_members(self) -> dict:
        who = self.city.who
        department = who["official"].appointment.department
        return {
            "members/": {name: {"pk": who[name].pk} for name in ("citizen", "closed account")},
            "me/tokens/<": {"": {"pk": self.city.token.pk}},
            "me/notifications/<": {"": {"pk": self.city.notice.pk}},
            "departments/<": {"": {"slug": department.slug}},
            "api/v1/departments/<": {"": {"pk": department.pk}},
            "accounts/2fa/webauthn/keys/": {"unknown": {"pk": 1}},
        }

    def of_pages(self) -> dict:
        house = self.city.house
        holes = ("page_id", "page_pk", "pk", "parent_page_id", "page_to_move_id")
        kind = {"content_type_app_name": "home", "content_type_model_name": "standardpage"}
        kind |= {"app_label": "home", "model_name": "standardpage", "parent_page_id": house.home.pk}
        around = {"destination_id": house.pages["private"].pk, "revision_id": house.revision.pk, "task_id": house.task.pk}
        around |= {"action_name": "approve", "task_state_id": 1, "workflow_state_id": 1, "workflow_pk": house.workflow.pk}
        pages = {state: {**around, **dict.fromkeys(holes, page.pk)} for state, page in house.pages.items()}
        compared = f"/cms/pages/{house.pages['public'].pk}/revisions/compare/live...latest/"
        return {
            "cms/pages/<": pages,
            "cms/pages/^": {"": {"address": compared}},
            "cms/pages/workflow/": pages,
            **{start: {"": kind} for start in ("cms/pages/add/", "cms/pages/create/", "cms/pages/usage/")},
            "cms/choose-page/<": {"": {"parent_page_id": house.home.pk}},
            "cms/workflows/remove/": {"": pages["public"]},
            r"^((?:[\w\-]+/)*)$": {state: {"address": page.url} for state, page in house.pages.items()},
            "documents/authenticate_with_password/": {"unknown": {"restriction_id": 1}},
            "_util/authenticate_with_password/": {"": {"page_view_restriction_id": 1, "page_id": house.pages["private"].pk}},
        }

    def of_files(self) -> dict:
        house = self.city.house
        pk = house.image.pk
        image = {"image_id": pk, "pk": pk, "filter_spec": "max-165x165", "uploaded_file_id": 1}
        documents = {
            state: {"document_id": one.pk, "doc_id": one.pk, "pk": one.pk, "uploaded_file_id": 1}
            for state, one in house.documents.items()
        }
        return {
            "cms/images/": {"": image},
            "cms/documents/": documents,
            r"documents/^(\d+)/(.*)$": {state: {"address": one.url} for state, one in house.documents.items()},
            "cms/api/main/^pages/<": {"": {"address": f"/cms/api/main/pages/{house.pages['draft'].pk}/"}},
            "cms/api/main/^pages/<int:pk>/action/": {"": {"address": f"/cms/api/main/pages/{house.home.pk}/action/unpublish/"}},
            "cms/api/main/^images/<": {"": {"address": f"/cms/api/main/images/{pk}/"}},
            "cms/api/main/^documents/<": {"": {"address": f"/cms/api/main/documents/{house.documents['private'].pk}/"}},
        }

    def of_house(self) -> dict:
        house = self.city.house
        gates = {"": {"pk": GateSet.objects.latest("pk").pk}}
        lists = {f"cms/{name}/{view}/": {"": {"pk": row.pk}} for name, row in house.lists.items() for view in VIEWS}
        kind = {"app_label": "home", "app_name": "home", "model_name": "brandsettings", "pk": house.brand.site_id}
        return {
            **lists,
            "cms/gate_sets/": gates,
            "cms/bulk/": {name: {"app_label": "home", "model_name": "page", "action": name} for name in ("delete", "publish")},
            "cms/collections/": {"": {"pk": house.private_collection.pk, "collection_id": house.private_collection.pk}},
            "cms/workflows/": {"": {"pk": house.workflow.pk, **TASK}},
            "cms/workflows/tasks/": {"": {"pk": house.task.pk, **TASK}},
            "cms/workflows/task_chooser/": {"": {"task_id": house.task.pk}},
            "cms/editing-sessions/": {"": {**kind, "object_id": house.brand.pk, "session_id": 1}},
            "cms/tag-autocomplete/": {"": {"app_name": "ideas", "model_name": "ideatag"}},
            "cms/redirects/": {"": {"redirect_id": house.redirect.pk}},
            "cms/settings/": {"": kind},
            "cms/password_reset/": {"": {"uidb64": "Mg", "token": "x-y"}},
        }

    def written(self) -> dict[str, str]:
        """Addresses that are regular expressions, each with one that it fits."""
        return {
            r"accounts/^confirm-email/(?P<key>[-:\w]+)/$": "/accounts/confirm-email/no-such-key/",
            r"accounts/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": "/accounts/password/reset/key/1-no-such-key/",
            r"accounts/oidc/^(?P<provider_id>[^/]+)/login/": "/accounts/oidc/oidc/login/",
            r"accounts/oidc/^(?P<provider_id>[^/]+)/login/callback/": "/accounts/oidc/oidc/login/callback/",
            r"api/v1/^": "/api/v1/no-such-thing/",
            "sitemap-<slug:section>.xml": "/sitemap-ideas.xml",
            r"^open-data/seals/(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})\.json$": "/open-data/seals/2026-01-01.json",
            r"^open-data/seals/(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})\.jsonl\.gz$": "/open-data/seals/2026-01-01.jsonl.gz",
            r"^cards/cards\.(?P<kind>csv|xlsx)$": "/cards/cards.csv",
            r"^media/(?P<path>photos/.*|images/.*)$": "/media/photos/no-such-photo.webp",
            r"cms/^.*/$": "/cms/no-such-thing/",
            "cms/api/main/^pages/find/": "/cms/api/main/pages/find/?id=1",
            "cms/api/main/^images/find/": f"/cms/api/main/images/find/?id={self.city.house.image.pk}",
            "cms/api/main/^documents/find/": f"/cms/api/main/documents/find/?id={self.city.house.documents['public'].pk}",
            "cms/api/main/^pages/": "/cms/api/main/pages/",
            "cms/api/main/^images/": "/cms/api/main/images/",
            "cms/api/main/^documents/": "/cms/api/main/documents/",
        }


VIEWS = ("edit", "delete", "history", "history-results", "usage", "inspect", "reorder", "copy", "publish")
TASK = {"app_label": "wagtailcore", "model_name": "groupapprovaltask"}
