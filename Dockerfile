# S11 Portal for production: the web server, the worker and the scheduler are this image
# with another command each; see docker-compose.yml and docs/production.md.

# --- style sheet, fonts and scripts ------------------------------------------------
FROM node:22-bookworm-slim AS pages
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=optional --omit=dev
COPY script/build_assets.mjs script/
COPY static/scss static/scss
RUN npm run build

# --- Python packages ---------------------------------------------------------------
FROM python:3.11-slim-bookworm AS packages
COPY requirements/base.txt /tmp/base.txt
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --require-hashes -r /tmp/base.txt

# --- what runs ---------------------------------------------------------------------
FROM python:3.11-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        fonts-dejavu-core fonts-droid-fallback fonts-noto-color-emoji fonts-noto-core \
        libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --system --gid 10001 s11 \
    && useradd --system --uid 10001 --gid s11 --home-dir /data --shell /usr/sbin/nologin s11 \
    && install -d -o s11 -g s11 /data

ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    S11_DATA_DIR=/data \
    S11_STATIC_ROOT=/app/staticfiles \
    WEB_BIND=0.0.0.0:8000

WORKDIR /app
COPY --from=packages /venv /venv
COPY manage.py ./
COPY s11portal s11portal
COPY agencies agencies
COPY audits audits
COPY reports reports
COPY templates templates
COPY static static
COPY script/healthcheck.py script/
COPY --from=pages /build/static/build static/build
# The files belong to root: a fault in the site cannot rewrite the site. Collected with
# the settings of development, because those of production ask for secrets.
RUN DJANGO_SETTINGS_MODULE=s11portal.settings.dev S11_DATA_DIR=/tmp/build \
        python manage.py collectstatic --noinput --verbosity 0 \
    && rm -rf /tmp/build \
    && python -m compileall -q agencies audits reports s11portal

ENV DJANGO_SETTINGS_MODULE=s11portal.settings.production
USER s11
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "script/healthcheck.py"]
CMD ["gunicorn", "-c", "python:s11portal.gunicorn_conf", "s11portal.wsgi:application"]
