"""Settings shared by every way of running Oasis. All environment reads happen here; README lists each variable."""

import secrets
from pathlib import Path
from urllib.parse import urlsplit

import environ

from oasis.settings.logs import logging_config
from oasis.settings.rest import REST_FRAMEWORK, SPECTACULAR_SETTINGS  # noqa: F401 - settings of their own

BASE_DIR = Path(__file__).resolve().parents[3]
VAR_DIR = BASE_DIR / "var"

env = environ.FileAwareEnv()
if env.str("OASIS_VAR_DIR", default=""):
    VAR_DIR = Path(env.str("OASIS_VAR_DIR"))
VAR_DIR.mkdir(parents=True, exist_ok=True)


def kept_secret(name: str) -> str:
    """A secret made once and kept in var/, for installations whose administrator set none."""
    path = VAR_DIR / name
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text().strip()


# -- who we are -------------------------------------------------------------------------------
HOST, PORT = env.str("HOST", default="127.0.0.1"), env.int("PORT", default=8000)
SITE_URL = env.str("SITE_URL", default=f"http://127.0.0.1:{PORT}").rstrip("/")
HTTPS = SITE_URL.startswith("https://")
SECRET_KEY = env.str("SECRET_KEY", default="") or kept_secret("secret-key")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]", urlsplit(SITE_URL).hostname])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[SITE_URL] if HTTPS else [])
DEBUG = False
# Where the source of the running version can be had; the licence asks those who changed it to say so on the site.
SOURCE_URL = env.str("SOURCE_URL", default="")

INSTALLED_APPS = [
    "home",
    "ideas",
    "notifications",
    "accounts",
    "common",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "accounts.cms.MembersConfig",  # wagtail.users with our screens of members
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.kakao",
    "allauth.socialaccount.providers.naver",
    "allauth.socialaccount.providers.openid_connect",
    "django_htmx",
    "rules.apps.AutodiscoverRulesConfig",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "common.middleware.RequestLog",
    "common.api.problems.ProblemsUnderApi",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "common.compression.CompressedPages",
    "common.middleware.CleanRequest",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "common.middleware.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "common.middleware.ContentSecurityPolicy",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "oasis.middleware.SlowDown",
]

ROOT_URLCONF = "oasis.urls"
WSGI_APPLICATION = "oasis.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]

# -- `make run` -------------------------------------------------------------------------------
WEB_WORKERS, WEB_THREADS = env.int("WEB_WORKERS", default=2), env.int("WEB_THREADS", default=4)
LOAD_DEMO = env.bool("LOAD_DEMO", default=True)

# -- database ---------------------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'oasis.sqlite3'}")}
DATABASE = DATABASES["default"]
if DATABASE["ENGINE"].endswith("sqlite3"):
    # Without WAL, IMMEDIATE and a timeout eight simultaneous clicks lock SQLite up.
    DATABASE["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-32000; PRAGMA mmap_size=268435456;",
    }
else:
    DATABASE["OPTIONS"] = {
        **DATABASE.get("OPTIONS", {}),
        "pool": {"min_size": 1, "max_size": env.int("DATABASE_POOL", default=8), "timeout": 10},
    }
DATABASE["ATOMIC_REQUESTS"] = False

# -- cache, sessions, background work ---------------------------------------------------------
REDIS_URL = env.str("REDIS_URL", default="")
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
        if REDIS_URL
        else {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "oasis_cache",
            "OPTIONS": {"MAX_ENTRIES": 20_000},
        }
    ),
    # What each process may keep for itself for a few seconds (navigation, brand, counts of big lists).
    # Whole pages for visitors (common/kept_pages.py): each process keeps the last few hundred, about 10 MB.
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 300},
    },
    "local": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 5_000}},
    # Counters of frequent acts (common/limits.py), apart so that a flood of addresses cannot push anything else out.
    "limits": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
        if REDIS_URL
        else {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": "limits",
            "OPTIONS": {"MAX_ENTRIES": 50_000},
        }
    ),
}
RATE_LIMITS = env.bool("RATE_LIMITS", default=True)
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db" if REDIS_URL else "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "oasis.views.csrf_failure"
# How long views of ideas wait in a process before they are written; 0: until somebody asks (ideas/viewing.py).
VIEWS_FLUSH_SECONDS = 5

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# -- mail -------------------------------------------------------------------------------------
# Without a mail server letters are written to var/mail/, where an administrator can read them.
EMAIL_URL = env.str("EMAIL_URL", default="")
if EMAIL_URL:
    globals().update(env.email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR_DIR / "mail"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("MAIL_FROM", default="oasis@localhost")

# -- people -----------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "rules.permissions.ObjectPermissionBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
# Names of the city and of the site that no member may carry, beside the words in accounts/nicknames.py.
PROTECTED_NAMES = env.list("PROTECTED_NAMES", default=["서울시", "서울특별시", "오아시스", "oasis"])
# Whether an address must be confirmed before somebody posts or recommends; nobody could confirm one without mail.
OASIS_CONFIRMED_EMAIL = env.bool("CONFIRMED_EMAIL_TO_POST", default=bool(EMAIL_URL))

ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.joining.JoiningForm"
ACCOUNT_FORMS = {
    "add_email": "accounts.forms.entrance.AddEmailForm",
    "change_email": "accounts.forms.entrance.ChangeEmailForm",
    "change_password": "accounts.forms.entrance.ChangePasswordForm",
    "confirm_email_verification_code": "accounts.forms.entrance.ConfirmEmailCodeForm",
    "login": "accounts.forms.entrance.LoginForm",
    "reauthenticate": "accounts.forms.entrance.ReauthenticateForm",
    "reset_password": "accounts.forms.entrance.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.entrance.ResetPasswordKeyForm",
    "set_password": "accounts.forms.entrance.SetPasswordForm",
    "signup": "accounts.forms.signup.SignupForm",
}
# With a mail server an address is confirmed by a code before the first log-in; without one people take part at once.
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if EMAIL_URL else "optional"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = bool(EMAIL_URL)
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_CHANGE = ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
# allauth counts in the default cache, which all processes share.
ACCOUNT_RATE_LIMITS = {} if RATE_LIMITS else False

MFA_ADAPTER = "accounts.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "activate_totp": "accounts.forms.second_factor.ActivateTotpForm",
    "add_webauthn": "accounts.forms.second_factor.AddPasskeyForm",
    "authenticate": "accounts.forms.second_factor.CodeForm",
    "authenticate_webauthn": "accounts.forms.second_factor.SecondStepPasskeyForm",
    "edit_webauthn": "accounts.forms.second_factor.RenamePasskeyForm",
    "login_webauthn": "accounts.forms.second_factor.LoginPasskeyForm",
    "reauthenticate": "accounts.forms.second_factor.CodeAgainForm",
    "reauthenticate_webauthn": "accounts.forms.second_factor.PasskeyAgainForm",
    "signup_webauthn": "accounts.forms.second_factor.SignupPasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1
MFA_PASSKEY_LOGIN_ENABLED = True
# Who joins with a passkey has no password, so a working address is the only way back in; allauth demands a code by mail.
MFA_PASSKEY_SIGNUP_ENABLED = bool(EMAIL_URL)
# allauth keeps second factors from accounts whose address is not confirmed, lest somebody locks out its true owner.
# Where no mail is sent no address is ever confirmed.
MFA_ALLOW_UNVERIFIED_EMAIL = not EMAIL_URL
# Browsers offer passkeys on plain http only on the machine itself.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS and urlsplit(SITE_URL).hostname in ("localhost", "127.0.0.1")

SOCIALACCOUNT_ADAPTER = "accounts.adapters.SocialAdapter"
SOCIALACCOUNT_FORMS = {"signup": "accounts.forms.social.SocialSignupForm", "disconnect": "accounts.forms.social.DisconnectForm"}
# Nickname and consents are asked of everybody, so nobody is signed up in passing.
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_PROVIDERS = {}
# Where a log-in form may lead when a provider is switched on (form-action of the policy below).
LOGIN_ORIGINS = []
if env.str("NAVER_CLIENT_ID", default=""):
    SOCIALACCOUNT_PROVIDERS["naver"] = {
        "APPS": [{"client_id": env.str("NAVER_CLIENT_ID"), "secret": env.str("NAVER_CLIENT_SECRET"), "key": ""}]
    }
    LOGIN_ORIGINS += ["https://nid.naver.com"]
if env.str("KAKAO_CLIENT_ID", default=""):
    SOCIALACCOUNT_PROVIDERS["kakao"] = {
        "APPS": [{"client_id": env.str("KAKAO_CLIENT_ID"), "secret": env.str("KAKAO_CLIENT_SECRET", default=""), "key": ""}]
    }
    LOGIN_ORIGINS += ["https://kauth.kakao.com", "https://accounts.kakao.com"]
if env.str("OIDC_CLIENT_ID", default=""):
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "oidc",
                "name": env.str("OIDC_NAME", default="OpenID Connect"),
                "client_id": env.str("OIDC_CLIENT_ID"),
                "secret": env.str("OIDC_CLIENT_SECRET", default=""),
                "settings": {"server_url": env.str("OIDC_SERVER_URL")},
            }
        ],
    }
    LOGIN_ORIGINS += ["{0.scheme}://{0.netloc}".format(urlsplit(env.str("OIDC_SERVER_URL")))]

# -- share ------------------------------------------------------------------------------------
# Where code below the pages learns the name of the site (common/site_name.py).
SITE_NAME_FROM = "home.share.site_name"
# KakaoTalk as a way to pass a link on. Its script is fetched when somebody chooses it, never before, and only this very file of
# this version; Kakao names the digest of each version beside its download. Without a key nothing of it is on any page.
KAKAO_JS_KEY = env.str("KAKAO_JS_KEY", default="")
KAKAO_SDK = "https://t1.kakaocdn.net/kakao_js_sdk/2.8.1/kakao.min.js"
KAKAO_SDK_INTEGRITY = "sha384-OL+ylM/iuPLtW5U3XcvLSGhE8JzReKDank5InqlHGWPhb4140/yrBw0bg0y7+C9J"
# What that script may reach: the file itself, Kakao's interface, and the window in which one picks whom to send it to.
KAKAO_ORIGINS = {
    "script-src": [KAKAO_SDK] if KAKAO_JS_KEY else [],
    "connect-src": ["https://kapi.kakao.com"] if KAKAO_JS_KEY else [],
    "form-action": ["https://sharer.kakao.com"] if KAKAO_JS_KEY else [],
}

# -- language and time ------------------------------------------------------------------------
LANGUAGE_CODE = "ko"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("ko", "한국어"), ("en", "English")]
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
FORMAT_MODULE_PATH = "oasis.formats"
USE_TZ = True
TIME_ZONE = "Asia/Seoul"

# -- files ------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
# Made at set-up (common/webfont); the folder is there from the start, as Django warns of one that is not.
(VAR_DIR / "fonts" / "web").mkdir(parents=True, exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "static", ("fonts", VAR_DIR / "fonts" / "web")]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_PERMISSIONS = 0o644

# -- Wagtail ----------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "천만상상 오아시스"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILADMIN_LOGIN_URL = "/cms/login/"
WAGTAILIMAGES_IMAGE_MODEL = "home.CustomImage"
WAGTAILDOCS_DOCUMENT_MODEL = "home.CustomDocument"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "hwp", "hwpx", "pdf", "pptx", "txt", "xlsx", "zip"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 30 * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "heic", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_REQUIRED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "common.search.backend"}}
TAGGIT_CASE_INSENSITIVE = True

# -- headers ----------------------------------------------------------------------------------
# SAMEORIGIN, because the editors' previews show pages in frames. Subdomains and browsers' preload lists (W005, W021) are the
# whole city's to decide, not this site's.
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W019", "security.W021"]
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
if HTTPS:
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_SSL_REDIRECT = env.bool("SSL_REDIRECT", default=True)
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    USE_X_FORWARDED_HOST = True
# How many proxies of ours stand in front: the client's address is read that many steps from the right of X-Forwarded-For.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=1 if env.bool("BEHIND_PROXY", default=False) else 0)

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'", *KAKAO_ORIGINS["script-src"]],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'", "data:"],  # data: for Oasis Blank, see common/webfont/build.py
        "connect-src": ["'self'", *KAKAO_ORIGINS["connect-src"]],
        "manifest-src": ["'self'"],
        "media-src": ["'self'"],
        "form-action": ["'self'", *LOGIN_ORIGINS, *KAKAO_ORIGINS["form-action"]],
        "frame-ancestors": ["'self'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
    }
}
CMS_SECURITY_POLICY = {
    "default-src": ["'self'"],
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "font-src": ["'self'", "data:"],
    "connect-src": ["'self'"],
    "frame-src": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'self'"],
    "base-uri": ["'self'"],
    "object-src": ["'none'"],
}

# -- logs -------------------------------------------------------------------------------------
LOGGING_CONFIG = None
LOG_FORMAT = env.str("LOG_FORMAT", default="json")
LOG_LEVEL = env.str("LOG_LEVEL", default="INFO")
logging_config(LOG_FORMAT, LOG_LEVEL)
