# syntax=docker/dockerfile:1
# Two stages: the first builds, the second only runs. Nothing is compiled or downloaded at run time.
FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /src
COPY requirements.txt ./
RUN python -m venv /opt/communique && /opt/communique/bin/pip install --require-hashes -r requirements.txt
COPY pyproject.toml README.md LICENSE ./
COPY scrapers scrapers
COPY digests digests
COPY bot bot
RUN /opt/communique/bin/pip install --no-deps . && /opt/communique/bin/python -m compileall -q /opt/communique

FROM python:3.11-slim-bookworm
LABEL org.opencontainers.image.title="Communiqué" \
      org.opencontainers.image.description="Who met whom, who said what and what comes next, posted to Slack with the evidence for every line" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /opt/communique /opt/communique
ENV PATH=/opt/communique/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    COMMUNIQUE_CONFIG=/config \
    COMMUNIQUE_DATABASE=/data/communique.db
# A number, so that a cluster can see that it is not root.
RUN install -d -o 10001 -g 10001 /data /config
USER 10001:10001
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=60s --timeout=10s --start-period=60s --retries=3 CMD ["communique", "health"]
ENTRYPOINT ["communique"]
CMD ["run"]
