"""The REST framework, and the words of the API's own description (OpenAPI)."""

# Wagtail's own views use the framework too, so what our API does differently stands on common.api.views.Api and not here.
REST_FRAMEWORK = {"DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema", "TEST_REQUEST_DEFAULT_FORMAT": "json"}
SPECTACULAR_SETTINGS = {
    "TITLE": "천만상상 오아시스 API",
    "VERSION": "1",
    "DESCRIPTION": (
        "상상을 읽고, 올리고, 추천하고, 이야기하는 길이에요. 읽기는 누구나, 쓰기는 회원이 해요. "
        "내 정보(/me/)에서 만든 개인 열쇠를 `Authorization: Bearer oasis_…` 로 보내 주세요. "
        "잘못된 요청에는 RFC 9457 문제 문서(application/problem+json)로 답해요."
    ),
    "SCHEMA_PATH_PREFIX_INSERT": "/api/v1",
    "TAGS": [
        {"name": "상상", "description": "읽고, 찾고, 올리고, 고쳐요."},
        {"name": "추천", "description": "마음에 드는 상상을 밀어 줘요. 다시 거둘 수 있어요."},
        {"name": "의견", "description": "상상을 두고 이야기해요. 답글은 한 단계예요."},
        {"name": "걸음", "description": "상상을 다음 자리로 옮겨요. 할 수 있는 사람만요."},
        {"name": "발자취", "description": "상상에 무슨 일이 있었는지 처음부터 끝까지 읽어요."},
        {"name": "약속", "description": "누가 언제까지 무엇을 하기로 했는지 읽어요."},
        {"name": "상상토론", "description": "찬성, 반대, 실현방안을 나눠요."},
        {"name": "상상누리단", "description": "시민이 함께 읽고 평가해요."},
        {"name": "회의", "description": "실무회의와 실현회의의 자리, 안건, 결정이에요."},
        {"name": "관리카드", "description": "채택한 상상이 어디까지 왔는지 읽어요."},
        {"name": "나", "description": "열쇠의 주인이에요."},
    ],
    "COMPONENT_SPLIT_REQUEST": True,
    "SWAGGER_UI_DIST": "SIDECAR",
    # It would describe every address of the site; tests look at the schema that we serve.
    "ENABLE_DJANGO_DEPLOY_CHECK": False,
}
