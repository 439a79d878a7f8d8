import gzip

import pytest
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from common.compression import CompressedPages

KOREAN = "상상 한 방울이 모여 오아시스가 돼요. " * 50


def sent(response, **headers):
    """What reaches a browser that can read gzip."""
    request = RequestFactory().get("/", headers={"Accept-Encoding": "gzip, deflate, br", **headers})
    return CompressedPages(lambda request: response)(request)


def test_a_page_is_sent_in_a_fraction_of_its_size():
    response = sent(HttpResponse(KOREAN))
    assert response["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in response["Vary"]
    assert gzip.decompress(response.content).decode() == KOREAN
    assert len(response.content) < len(KOREAN.encode()) / 5


def test_a_browser_that_cannot_read_it_gets_the_page_as_it_is():
    response = sent(HttpResponse(KOREAN), **{"Accept-Encoding": "identity"})
    assert response.content.decode() == KOREAN


def test_the_size_of_a_page_does_not_tell_what_stands_on_it():
    assert len({len(sent(HttpResponse(KOREAN)).content) for _ in range(20)}) > 1


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse(b"\x89PNG" * 200, content_type="image/png"),
        StreamingHttpResponse([b"a,b\n"] * 200, content_type="text/csv"),
        FileResponse(open(__file__, "rb"), content_type="application/pdf"),  # noqa: SIM115 - the response closes it
    ],
    ids=["picture", "stream", "document"],
)
def test_pictures_documents_and_streams_stay_as_they_are(response):
    assert "Content-Encoding" not in sent(response)
