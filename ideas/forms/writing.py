"""The write page as a form: one line, one wide field, and a few things nobody has to fill in."""

import hashlib
import re
from collections.abc import Mapping

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.text import format_lazy
from django.utils.timezone import is_aware
from django.utils.translation import gettext_lazy as _

from common.words import clean_line
from ideas import personal_data
from ideas.forms.fields import MOST_TAGS, TAG_LENGTH, Line, OneOf, Tags, Words, page_key
from ideas.models import Category, District, Idea
from ideas.submission import Wording

WORDS = ("title", "body", "category", "district", "tags")
DIFFERENT = re.compile(r"different-([1-9][0-9]{0,17})")


class WritingForm(forms.Form):
    """What the writer types. Drafts take it as it is (`wording`), publishing asks `is_valid` first."""

    title = Line(
        label=_("제목"),
        longest=Idea.TITLE_LENGTH,
        too_long=_("제목은 %(limit_value)d자까지 쓸 수 있어요. 지금은 %(show_value)d자예요."),
        error_messages={"required": _("제목을 한 줄만 적어 주세요.")},
        widget=forms.TextInput({"placeholder": _("어떤 상상인가요?"), "autocomplete": "off", "enterkeyhint": "next"}),
    )
    body = Words(
        label=_("내용"),
        longest=Idea.BODY_LENGTH,
        too_long=_("내용은 %(limit_value)d자까지 쓸 수 있어요. 지금은 %(show_value)d자예요."),
        error_messages={"required": _("내용을 조금만 적어 주세요.")},
        widget=forms.Textarea({"rows": 14, "placeholder": _("떠오르는 대로 적어 주세요. 두세 줄이어도 좋아요.")}),
    )
    category = OneOf(Category.objects.all(), label=_("분야"))
    district = OneOf(District.objects.all(), label=_("자치구"))
    tags = Tags(
        label=_("꼬리말"),
        required=False,
        help_text=format_lazy(_("쉼표로 나눠서 {most}개까지 달 수 있어요. 예: 그늘, 한강, 걷기"), most=MOST_TAGS),
        widget=forms.TextInput({"list": "tag-list", "autocomplete": "off", "autocapitalize": "off"}),
    )

    def __init__(self, data=None, *, initial=None):
        super().__init__(data, initial=initial, use_required_attribute=False)

    @property
    def key(self):
        """The key of the page the words were typed on."""
        return page_key(self.data.get("draft_key"))

    @property
    def known(self):
        """When the draft was last saved as far as the page knows, or None."""
        try:
            known = parse_datetime(self.data.get("known", ""))
        except ValueError:
            return None
        return known if known and is_aware(known) else None

    @property
    def base(self) -> int:
        """The version an edit started from; -1 fits none, for a page that does not say."""
        number = self.data.get("base", "")
        return int(number) if number.isdecimal() and len(number) < 9 else -1

    def raw(self) -> dict[str, str]:
        """The words exactly as they were typed."""
        return {name: self.data.get(name, "") for name in WORDS}

    def wording(self) -> Wording:
        """The words as far as they can be kept; what does not fit a column is left out, the rest is never refused."""
        self.is_valid()
        good = self.cleaned_data
        typed = self.fields["tags"].to_python(self.data.get("tags"))
        return Wording(
            title=self.data.get("title", ""),
            body=self.data.get("body", ""),
            category=good.get("category"),
            district=good.get("district"),
            tags=[tag for tag in typed if len(tag) <= TAG_LENGTH][:MOST_TAGS],
        )

    @staticmethod
    def words_of(idea: Idea) -> dict:
        """What a form for this idea begins with."""
        return {
            "title": idea.title,
            "body": idea.body,
            "category": idea.category_id,
            "district": idea.district_id,
            "tags": ", ".join(sorted(tag.name for tag in idea.tags.all())),
        }


def reasons_in(data: Mapping[str, str]) -> dict[int, str]:
    """What the writer says makes the idea different from similar ones, by their numbers; fields named `different-<number>`."""
    return {int(found[1]): words for name, words in data.items() if (found := DIFFERENT.fullmatch(name))}


class WithdrawForm(forms.Form):
    """Why an idea is taken back; the words stand in its place."""

    reason = Line(
        label=_("거둬들이는 까닭"),
        longest=300,
        too_long=_("까닭은 %(limit_value)d자까지 쓸 수 있어요. 지금은 %(show_value)d자예요."),
        error_messages={"required": _("까닭을 한 줄만 적어 주세요.")},
        help_text=_("글이 있던 자리에 이 까닭이 보여요."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def clean_reason(self):
        reason = self.cleaned_data["reason"]
        if personal_data.forbidden(reason):
            raise forms.ValidationError(_("주민등록번호가 들어 있어요. 지우고 다시 적어 주세요."))
        return reason


class Check:
    """What was found in a text before it is published, and whether the writer has already seen exactly this."""

    def __init__(self, title: str, body: str, alts: list[str], seen: str = ""):
        self.texts = [clean_line(title), body, *alts]
        self.found = [personal_data.find(text) for text in self.texts]
        self.kinds = list(dict.fromkeys(finding.kind for found in self.found for finding in found))
        together = "|".join(f"{f.kind.value}:{f.text}" for found in self.found for f in found)
        self.digest = hashlib.sha256(together.encode()).hexdigest()[:24]
        self.forbidden = personal_data.Kind.RESIDENT_NUMBER in self.kinds
        self.may_pass = not self.kinds or (not self.forbidden and seen == self.digest)

    @property
    def personal(self) -> list:
        """The kinds that say who somebody is."""
        return [kind for kind in self.kinds if kind != personal_data.Kind.SENSITIVE]

    @property
    def sensitive(self) -> bool:
        """Whether the writer should hear of PIPA §23(3): what is written here may reveal something sensitive."""
        return personal_data.Kind.SENSITIVE in self.kinds

    @property
    def title(self):
        return personal_data.marked(self.texts[0], self.found[0])

    @property
    def body(self):
        return personal_data.marked(self.texts[1], self.found[1])

    @property
    def alts(self):
        """The photo descriptions in which something was found."""
        pairs = zip(self.texts[2:], self.found[2:], strict=True)
        return [personal_data.marked(text, found) for text, found in pairs if found]
