"""The product's way of keeping passwords at the smallest cost, for tests that sign in often."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2Hasher(Argon2PasswordHasher):
    time_cost = 1
    memory_cost = 64
    parallelism = 1
