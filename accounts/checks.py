"""What must never be so in production, said by `manage.py check`. The code refuses it there all the same."""

from django.conf import settings
from django.core.checks import Error, Tags, register


@register(Tags.security)
def demo_users_need_a_factor_in_production(app_configs, **kwargs) -> list[Error]:
    if settings.PRODUCTION and settings.DEMO_WITHOUT_FACTOR:
        return [
            Error(
                "DEMO_WITHOUT_FACTOR is on in production.",
                hint="Take it out of the environment: users of the demo office never sign in there.",
                id="accounts.E001",
            )
        ]
    return []
