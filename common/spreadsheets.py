"""Tables to take away that open in a spreadsheet without surprises: Korean stays Korean, and no cell becomes a formula."""

import csv
from datetime import datetime

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.encoding import force_str
from wagtail.admin.views.mixins import Echo, SpreadsheetExportMixin

# Excel takes a file without it for a Western one and garbles Hangul.
BYTE_ORDER_MARK = "\ufeff"
# What a spreadsheet would calculate, the wide forms of Korean keyboards too (TRUST.md X7).
STARTS_A_FORMULA = tuple("=+-@\t\r\n\0＝＋－＠")


def guarded(value) -> str:
    """A value as a cell of a CSV file; words that a spreadsheet would take for a formula begin with an apostrophe."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    text = "" if value is None else force_str(value)
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) and not is_number else text


class SafeSpreadsheetMixin(SpreadsheetExportMixin):
    """Wagtail's export as xlsx (which keeps formulas as text) and as CSV that Excel reads rightly and safely."""

    custom_value_preprocess = {
        datetime: {SpreadsheetExportMixin.FORMAT_XLSX: lambda value: timezone.make_naive(value)},
        **{kind: formats for kind, formats in SpreadsheetExportMixin.custom_value_preprocess.items() if kind is not datetime},
    }

    def preprocess_field_value(self, field, value, export_format):
        if export_format == self.FORMAT_CSV:
            return guarded(value)
        return super().preprocess_field_value(field, value, export_format)

    def stream_csv(self, queryset):
        yield BYTE_ORDER_MARK.encode()
        writer = csv.DictWriter(Echo(), fieldnames=self.list_export)
        yield writer.writerow({field: guarded(self.get_heading(queryset, field)) for field in self.list_export})
        for item in queryset:
            yield self.write_csv_row(writer, self.to_row_dict(item))

    def write_csv_response(self, queryset):
        response = StreamingHttpResponse(self.stream_csv(queryset), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{self.get_filename()}.csv"'
        return response
