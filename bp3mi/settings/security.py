"""Keys, cookies, headers, passwords and lockout."""

from datetime import timedelta

from csp.constants import NONE, SELF

from bp3mi import env
from bp3mi.settings.base import APP_ENV, DATA_DIR, PRODUCTION

SECRET_KEY = env.text("SECRET_KEY") if PRODUCTION else env.text("SECRET_KEY", f"insecure-{APP_ENV}-" + "k" * 50)
# Only the name of the file: its keys never stand in settings (core/keys.py reads them).
KEY_FILE = env.text("KEY_FILE") if PRODUCTION else env.text("KEY_FILE", DATA_DIR / "keys" / "keys.json")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS") if PRODUCTION else env.words("ALLOWED_HOSTS", "*")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
HTTPS = env.flag("HTTPS", PRODUCTION)

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "home"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "accounts.backends.OfficeBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "accounts.passwords.LocalWordsValidator"},
    {"NAME": "accounts.passwords.PatternValidator"},
]

PASSWORD_RESET_TIMEOUT = 24 * 3600  # how long a link for a new password works

SESSION_ENGINE = "accounts.sessions"  # in the database: a broker that is away signs nobody out
SESSION_COOKIE_AGE = env.number("SESSION_ABSOLUTE_SECONDS", 12 * 3600, low=600, high=12 * 3600)  # never prolonged
SESSION_IDLE_SECONDS = env.number("SESSION_IDLE_SECONDS", 1800, low=60, high=12 * 3600)
SESSION_COOKIE_NAME = "__Host-sesi" if HTTPS else "sesi"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "core.views.errors.csrf_failure"
SECURE_SSL_REDIRECT = HTTPS and env.flag("SSL_REDIRECT", True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("BEHIND_PROXY", PRODUCTION) else None
SECURE_HSTS_SECONDS = 63_072_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"  # no-referrer makes browsers send Origin: null, and CSRF fails
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
NOT_NEEDED = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media",
    "fullscreen", "geolocation", "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer", "microphone",
    "midi", "payment", "picture-in-picture", "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip
SECURE_HEADERS = {
    "Permissions-Policy": ", ".join(
        [
            *(f"{name}=()" for name in NOT_NEEDED),
            "publickey-credentials-create=(self)",
            "publickey-credentials-get=(self)",
        ]
    ),
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
}

# The second factor. Days from the first sign-in until it must be set up; 0: at the first sign-in.
SECOND_FACTOR_GRACE_DAYS = env.number("SECOND_FACTOR_GRACE_DAYS", 3, high=30)
STEP_UP_SECONDS = 300  # how old a confirmation of who you are may be
# Users of the demo office sign in with their password alone. Refused in production (accounts/checks.py).
DEMO_WITHOUT_FACTOR = env.flag("DEMO_WITHOUT_FACTOR", APP_ENV == "development")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}

# One office sits behind one address: lock a name at an address, never an address, and let it cool.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = "accounts.lockout.failure_limit"
AXES_COOLOFF_TIME = timedelta(hours=24)  # how long failures are remembered; the waits are in accounts/lockout.py
AXES_USERNAME_CALLABLE = "accounts.lockout.name_tried"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "accounts.views.sign_in.locked_out"
AXES_IPWARE_PROXY_COUNT = env.number("PROXY_COUNT", 1 if PRODUCTION else 0, high=5)
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# One request carries so much at most, files included; one file's own limit stands in core/data/file_kinds.csv.
UPLOAD_BYTES = env.number("UPLOAD_MB", 64, low=1, high=1024) * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "core.uploads.CappedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_PERMISSIONS = 0o600
# The socket of a clamd that looks at every file; empty: none does.
FILE_SCANNER = env.text("FILE_SCANNER", "")
