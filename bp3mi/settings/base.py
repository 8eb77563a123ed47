"""Applications, middleware, templates, language and files."""

from pathlib import Path

from bp3mi import env

BASE_DIR = Path(__file__).resolve().parent.parent.parent

APP_ENV = env.choice("APP_ENV", "development", ("development", "test", "production"))
DEBUG = env.flag("DEBUG", False)
PRODUCTION = APP_ENV == "production"
DATA_DIR = Path(env.text("DATA_DIR", BASE_DIR / "data")).resolve()

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "axes",
    "pgtrigger",
    "pghistory",
    "core",
    "regions",
    "accounts",
    "letters",
    "cases",
    "outreach",
    "reports",
]

# Headers come first, so that files, redirects and errors of what stands behind carry them too.
MIDDLEWARE = [
    "core.middleware.HeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.middleware.RequestIdMiddleware",
    "accounts.middleware.OfficeSessionMiddleware",
    "accounts.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.SignInRequiredMiddleware",
    "core.middleware.RecordMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "accounts.middleware.ScopeMiddleware",
    "core.middleware.TooManyMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "bp3mi.urls"
MESSAGE_STORAGE = "accounts.messages.SealedMessages"
WSGI_APPLICATION = "bp3mi.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "core.context_processors.office",
                "accounts.context_processors.viewer",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "core.templatetags.ui"],
        },
    }
]
FORM_RENDERER = "core.rendering.QuickRenderer"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "core.staticfinders.PackageFinder",
]
STATIC_ROOT = Path(env.text("STATIC_ROOT", DATA_DIR / "static"))
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(DATA_DIR / "files")},
    },
    # files that people hand in: encrypted, under random names, with no address (core/files.py)
    "stored": {
        "BACKEND": "core.storage.WholeFileStorage",
        "OPTIONS": {"location": str(DATA_DIR / "files" / "stored")},
    },
    "staticfiles": {
        "BACKEND": (
            "whitenoise.storage.CompressedManifestStaticFilesStorage"
            if PRODUCTION
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
NODE_MODULES = Path(env.text("NODE_MODULES_DIR", BASE_DIR / "node_modules"))
