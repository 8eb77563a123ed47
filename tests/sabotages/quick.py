"""A plugin of pytest for sabotaged trees: a failing example is told as it was found, not made small first."""

from hypothesis import Phase, settings

settings.register_profile("sabotage", phases=(Phase.explicit, Phase.generate))
settings.load_profile("sabotage")
