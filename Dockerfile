# Three stages: what is installed, the index, and the image that answers. Neither torch nor compilers are in the last.
# This file could not be built where it was written (no Docker daemon there); it was checked with hadolint.
FROM python:3.11-slim-bookworm AS installed
WORKDIR /src
COPY requirements/run.txt requirements/
RUN python -m venv /app/venv && /app/venv/bin/pip install --no-cache-dir --no-deps --require-hashes -r requirements/run.txt
COPY pyproject.toml README.md LICENSE ./
COPY protokoll protokoll
COPY ingest ingest
COPY retrieval retrieval
COPY ui ui
COPY eval eval
RUN /app/venv/bin/pip install --no-cache-dir --no-deps .

# The encoder comes with the package; nothing is downloaded.
FROM installed AS index
COPY corpus /corpus
RUN PROTOKOLL_CORPUS=/corpus PROTOKOLL_DATA=/app/index /app/venv/bin/protokoll ingest \
    && rm -f /app/index/vectors.sqlite /app/index/ingest.lock

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin protokoll \
    && install -d -o protokoll /data
COPY --from=installed /app/venv /app/venv
COPY --from=index /app/index /app/index
COPY deploy/start /app/start
ENV PATH=/app/venv/bin:$PATH \
    HOME=/data \
    PYTHONDONTWRITEBYTECODE=1 \
    TMPDIR=/data \
    PROTOKOLL_DATA=/data
USER 10001
WORKDIR /data
VOLUME /data
EXPOSE 7860
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:7860/ready', timeout=4)"]
ENTRYPOINT ["/app/start"]
CMD ["--host", "0.0.0.0", "--port", "7860"]
