"""The parts of the front page."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.models import Page

from common.blocks import BodyBlock, LinkBlock
from home import front, shelves
from ideas import pulse
from ideas.stages import RIVER, Stage


class ButtonBlock(LinkBlock):
    """A link that wants to be pressed."""

    class Meta:
        icon = "placeholder"
        label = _("단추")
        description = _("눌렀으면 하는 링크 하나를 크게 보여 줘요.")
        template = "components/blocks/button.html"
        preview_value = {"text": "상상 둘러보기", "page": None, "url": "/ideas/"}


class LiveBlock(blocks.StructBlock):
    """A section whose content comes from the city. The front page fills all its sections together and passes it as `live`."""

    class Meta:
        wide = True

    def alone(self, value):
        """What the section shows when it stands by itself, in the editor's preview."""
        raise NotImplementedError

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        return context if "live" in context else {**context, "live": self.alone(value)}


class ShelfBlock(LiveBlock):
    """Some ideas beside each other; `order` says which."""

    order = shelves.NEWEST
    title = blocks.CharBlock(label=_("제목"), max_length=40)
    count = blocks.IntegerBlock(
        label=_("몇 개"),
        min_value=1,
        max_value=shelves.LONGEST,
        default=3,
        help_text=_("넓은 화면에서는 한 줄에 세 개씩 놓여요."),
    )

    class Meta:
        icon = "list-ul"
        template = "home/_shelf.html"

    def alone(self, value):
        return shelves.fill([(self.order, value["count"] or 3)])[0]

    def get_context(self, value, parent_context=None):
        return {**super().get_context(value, parent_context), "order": self.order}


class NewestIdeasBlock(ShelfBlock):
    """The ideas that came last."""

    order = shelves.NEWEST

    class Meta:
        label = _("새로 온 상상")
        description = _("가장 나중에 떨어진 상상을 카드로 보여 줘요.")
        preview_value = {"title": "막 떨어진 상상", "count": 3}


class TrendingIdeasBlock(ShelfBlock):
    """The ideas that people are gathering around."""

    order = shelves.TRENDING

    class Meta:
        label = _("지금 뜨는 상상")
        description = _("요즘 추천과 의견이 모이는 상상을 카드로 보여 줘요.")
        preview_value = {"title": "지금 흐르는 상상", "count": 3}


class PulseBlock(LiveBlock):
    """What moved in the city lately, in plain words."""

    title = blocks.CharBlock(label=_("제목"), max_length=40)
    count = blocks.IntegerBlock(label=_("몇 줄"), min_value=3, max_value=pulse.MOST, default=6)

    class Meta:
        icon = "history"
        label = _("오늘 움직인 것")
        description = _("새 상상, 오늘의 추천, 부서의 의견을 시간과 함께 흐르듯 보여 줘요. 저절로 바뀌어요.")
        template = "home/_pulse.html"
        preview_value = {"title": "요즘 움직인 것", "count": 6}

    def alone(self, value):
        return front.tell(value["count"] or 6)


class RiverBlock(LiveBlock):
    """The way of an idea through the city, with how many stand where."""

    title = blocks.CharBlock(label=_("제목"), max_length=40)
    intro = blocks.CharBlock(label=_("이어지는 글"), max_length=120, required=False)

    class Meta:
        icon = "dots-horizontal"
        label = _("상상의 물길")
        description = _("상상이 지나는 다섯 물목과 지금 머무는 상상의 수를 물길로 보여 줘요. 수는 저절로 바뀌어요.")
        template = "home/_river.html"
        preview_value = {"title": "상상의 물길", "intro": "한 방울이 오아시스가 되기까지 다섯 물목을 지나요."}

    def alone(self, value):
        return pulse.river(pulse.figures())


class SubjectsBlock(LiveBlock):
    """A way into the list by subject."""

    title = blocks.CharBlock(label=_("제목"), max_length=40)

    class Meta:
        icon = "tag"
        label = _("분야로 찾기")
        description = _("분야마다 상상이 몇 개인지 보여 주고, 누르면 그 분야의 목록으로 가요.")
        template = "home/_subjects.html"
        preview_value = {"title": "분야로 찾기"}

    def alone(self, value):
        return pulse.subjects(pulse.figures())


MOODS = [
    ("glad", _("방울: 반가워요")),
    ("hope", _("방울: 기대해요")),
    ("wow", _("방울: 놀라워요")),
    ("think", _("방울: 생각해요")),
    ("proud", _("방울: 뿌듯해요")),
]
SCENES = [
    (Stage.PROPOSED.value, _("물길: 방울 하나")),
    (Stage.DEBATE.value, _("물길: 이야기하는 두 방울")),
    (Stage.WORKING.value, _("물길: 우물")),
    (Stage.REALISATION.value, _("물길: 야자나무")),
    (RIVER[-1], _("물길: 오아시스")),
]


class StepValue(blocks.StructValue):
    """A step; knows which of the two families its picture is from."""

    @property
    def is_scene(self) -> bool:
        return self.get("picture") in RIVER


class StepBlock(blocks.StructBlock):
    """One step with its picture."""

    picture = blocks.ChoiceBlock(label=_("그림"), choices=[*MOODS, *SCENES], default="hope")
    title = blocks.CharBlock(label=_("제목"), max_length=30)
    text = blocks.CharBlock(label=_("설명"), max_length=120, required=False)

    class Meta:
        icon = "tick-inverse"
        label = _("걸음")
        value_class = StepValue


class StepsBlock(blocks.StructBlock):
    """How it goes, step by step."""

    title = blocks.CharBlock(label=_("제목"), max_length=40)
    steps = blocks.ListBlock(StepBlock(), label=_("걸음"), min_num=2, max_num=4)

    class Meta:
        icon = "list-ol"
        label = _("이렇게 흘러요")
        description = _("처음 온 사람에게 두 걸음에서 네 걸음으로 차례를 알려 줘요.")
        template = "home/_steps.html"
        wide = True
        preview_value = {
            "title": "이렇게 흘러요",
            "steps": [
                {"picture": "hope", "title": "상상을 떨어뜨려요", "text": "제목과 두 줄이면 충분해요."},
                {"picture": "glad", "title": "이웃이 모여요", "text": "추천하고, 의견을 보태요."},
                {"picture": "think", "title": "도시가 답해요", "text": "누가 언제까지 답할지 모두가 볼 수 있어요."},
                {"picture": "implementation", "title": "이루어져요", "text": "다 될 때까지 함께 지켜봐요."},
            ],
        }


class FeaturedPagesBlock(blocks.StructBlock):
    """Pages worth a visit."""

    title = blocks.CharBlock(label=_("제목"), max_length=40)
    pages = blocks.ListBlock(blocks.PageChooserBlock(), label=_("쪽"), min_num=1, max_num=6)

    class Meta:
        icon = "doc-full-inverse"
        label = _("함께 볼 쪽")
        description = _("우리 누리집의 다른 쪽으로 이어 줘요. 쪽의 소개 글이 함께 보여요.")
        template = "home/_featured_pages.html"
        wide = True

    def get_preview_value(self):
        """The first pages beneath the front page."""
        return self.normalize({"title": str(self.label), "pages": list(Page.objects.live().filter(depth=3).order_by("path")[:3])})


class HomeBlock(BodyBlock):
    """What the front page can hold beneath its opening scene."""

    pulse = PulseBlock(group=_("상상"))
    river = RiverBlock(group=_("상상"))
    trending = TrendingIdeasBlock(group=_("상상"))
    newest = NewestIdeasBlock(group=_("상상"))
    subjects = SubjectsBlock(group=_("상상"))
    steps = StepsBlock(group=_("이어 주기"))
    featured = FeaturedPagesBlock(group=_("이어 주기"))
    button = ButtonBlock(group=_("이어 주기"))
