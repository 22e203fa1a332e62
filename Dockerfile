# One image for the web server, the worker and the clock; which one it is, the command says.
FROM python:3.12-slim-bookworm AS packages
COPY requirements/base.txt /tmp/base.txt
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --require-hashes --no-deps --only-binary :all: --no-binary http-ece \
        -r /tmp/base.txt

FROM python:3.12-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /nonexistent ldn
COPY --from=packages /opt/venv /opt/venv
WORKDIR /app
COPY . .
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 HOME=/tmp \
    STATIC_ROOT=/app/staticfiles LDN_DATA_DIR=/tmp
# Compiled once: no process may write into the image, and each would compile everything again.
# Static files need no secret; production settings would ask for one here.
RUN python -m compileall -q ldn_app diary education \
    && DJANGO_SETTINGS_MODULE=ldn_app.settings.development \
    python manage.py collectstatic --noinput --verbosity 0
ENV DJANGO_SETTINGS_MODULE=ldn_app.settings.production
USER ldn
EXPOSE 8000
CMD ["python", "-m", "ldn_app.web", "--host", "0.0.0.0", "--port", "8000", "--workers", "2"]
