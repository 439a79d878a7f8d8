"""What GET /api/v1/ideas/ can be asked: the filters of the page /ideas/, several values each, and five orders."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter

from common.api.problems import BadParameter
from common.orders import by_count, by_number, by_time
from common.words import clean_line
from ideas.lists import MOST_VALUES, PLACES, QUERY_LENGTH, STAGES, Selection, known_tags, places
from ideas.models import Idea
from ideas.stages import Outcome

ORDERS = {
    order.name: order
    for order in (
        by_time("-created_at", "public_since"),
        by_count("-recommendations", "recommendations"),
        by_count("-comments", "comment_count"),
        by_count("-views", "view_count"),
        by_number("trending", "trend"),
    )
}
FILTERS = ("stage", "outcome", *PLACES, "tag")
PAGING = ("cursor", "page_size")
NAMES = (*FILTERS, "q", "ordering", *PAGING)

SEVERAL = "여러 개는 쉼표로 잇거나 되풀이해요."
CURSOR = OpenApiParameter("cursor", str, description="next에 들어 있는 이어 보기 표시예요. 만들지 말고 받은 대로 쓰세요.")
PAGE_SIZE = OpenApiParameter(
    "page_size", {"type": "integer", "minimum": 1, "maximum": 100, "default": 20}, description="한 쪽의 개수예요."
)
PARAMETERS = [
    OpenApiParameter("stage", str, description=f"단계: {', '.join(STAGES)}. {SEVERAL}"),
    OpenApiParameter(
        "outcome",
        str,
        description=f"결과: {', '.join(Outcome)}. {SEVERAL} 없으면 거둬들였거나 합쳐진 상상은 빼고 보여 드려요.",
    ),
    OpenApiParameter("category", str, description=f"분야의 slug. {SEVERAL}"),
    OpenApiParameter("district", str, description=f"자치구의 slug. {SEVERAL}"),
    OpenApiParameter("department", str, description=f"담당 부서의 slug. {SEVERAL}"),
    OpenApiParameter("tag", str, description=f"꼬리말. {SEVERAL} 아무도 달지 않은 꼬리말이면 목록이 비어 있어요."),
    OpenApiParameter("q", {"type": "string", "maxLength": QUERY_LENGTH}, description="제목과 글에서 찾을 말이에요."),
    OpenApiParameter("ordering", str, enum=list(ORDERS), default="-created_at", description="순서예요."),
    CURSOR,
    PAGE_SIZE,
]


def values(request, name: str) -> list[str]:
    """The values of a filter, commas and repetitions flattened, each once. Raises BadParameter for too many."""
    parts = [part.strip() for given in request.GET.getlist(name) for part in given.split(",")]
    found = list(dict.fromkeys(part for part in parts if part))
    if len(found) > MOST_VALUES:
        raise BadParameter(name, _("한 번에 %(most)d개까지 고를 수 있어요.") % {"most": MOST_VALUES})
    return found


def wanted(request) -> QuerySet[Idea]:
    """The ideas the caller wants to see. Raises BadParameter naming the first parameter with a value we do not know."""
    q = clean_line(request.GET.get("q", ""))
    if len(q) > QUERY_LENGTH:
        raise BadParameter("q", _("찾을 말은 %(most)d자까지 쓸 수 있어요.") % {"most": QUERY_LENGTH})
    asked = {name: values(request, name) for name in FILTERS}
    known = {**places(), "stage": {str(stage) for stage in STAGES}, "outcome": set(Outcome.values)}
    for name, allowed in known.items():
        for value in asked.get(name, ()):
            if value not in allowed:
                raise BadParameter(name, _("모르는 값이에요: %(value)s") % {"value": value[:60]})
    tags = known_tags(asked["tag"])
    if asked["tag"] and not tags:
        # A tag nobody has used yet is no mistake.
        return Idea.objects.none()
    chosen = {**asked, "tag": tags}
    return Selection(q=q, chosen={name: tuple(found) for name, found in chosen.items() if found}, tags=tags).ideas()


def ordering(request):
    """The order the caller wants. Raises BadParameter."""
    name = request.GET.get("ordering") or "-created_at"
    if name not in ORDERS:
        raise BadParameter("ordering", _("고를 수 있는 순서: %(names)s") % {"names": ", ".join(ORDERS)})
    return ORDERS[name]
