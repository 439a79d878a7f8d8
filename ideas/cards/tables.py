"""The cards of a board as csv or xlsx."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.spreadsheets import SafeSpreadsheetMixin
from ideas.cards import board
from ideas.cards.arriving import came_over
from ideas.models import Card

# Nobody reads more in a spreadsheet; the API gives everything.
MOST_ROWS = 10_000


class CardTable(SafeSpreadsheetMixin):
    """One row a card, what moved last first."""

    export_headings = {
        "pk": _("카드"),
        "title": _("이름"),
        "status": _("어디까지"),
        "department": _("담당 부서"),
        "post": _("직위"),
        "idea": _("상상 번호"),
        "district": _("자치구"),
        "opened_on": _("채택한 날"),
        "starts_on": _("시작하는 날"),
        "ends_on": _("마치는 날"),
        "first_ends_on": _("처음 정한 마치는 날"),
        "finished_on": _("마친 날"),
        "budget": _("예산(원)"),
        "first_budget": _("처음 예산(원)"),
        "spent": _("쓴 돈(원)"),
        "last_report_on": _("마지막 추진현황"),
        "stale_since": _("소식이 끊긴 날"),
    }
    list_export = list(export_headings)

    def get_filename(self):
        return f"oasis-cards-{timezone.localdate()}"

    def get_heading(self, queryset, field):
        return str(self.export_headings[field])

    def to_row_dict(self, card: Card) -> dict:
        place = card.idea.district
        values = {
            "pk": card.pk,
            "title": card.title,
            "status": str(card.get_status_display()),
            "department": card.department.name if card.department_id else "",
            "post": card.post,
            "idea": card.idea.number,
            "district": place.name if place else "",
            # When an idea that came from elsewhere was adopted was not handed down.
            "opened_on": None if came_over(card) else timezone.localdate(card.opened_at),
            "last_report_on": timezone.localdate(card.last_report_at) if card.last_report_at else None,
        }
        return {name: values.get(name, getattr(card, name, None)) for name in self.list_export}

    def response(self, wanted: board.Wanted, kind: str):
        """The file. kind: csv or xlsx."""
        rows = board.with_faces(wanted.cards())[:MOST_ROWS].iterator(chunk_size=500)
        return self.write_xlsx_response(rows) if kind == self.FORMAT_XLSX else self.write_csv_response(rows)
