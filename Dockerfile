# The build: Swift's own libraries go into the program, so that the second stage needs none of them.
FROM swift:6.3-bookworm AS build

RUN apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends \
        libcrypt-dev libpq-dev libsodium-dev libsqlite3-dev pkg-config python3-venv zlib1g-dev \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /src

# What changes seldom comes first: the dependencies, then the docs pages' assets.
COPY Package.swift Package.resolved* ./
RUN swift package resolve

COPY scripts ./scripts
RUN scripts/assets || echo 'the docs pages will load Swagger UI and ReDoc from a public CDN'

COPY . .
RUN swift build --configuration release --product messenger --static-swift-stdlib \
    && strip --output-file=/messenger .build/release/messenger


FROM debian:bookworm-slim

RUN apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends \
        ca-certificates libcrypt1 libpq5 libsodium23 libsqlite3-0 libstdc++6 zlib1g \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --gid 10001 messenger \
    && useradd --uid 10001 --gid messenger --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin messenger \
    && install --directory --owner=messenger --group=messenger --mode=700 /data

COPY --from=build /messenger /usr/local/bin/messenger

USER messenger
# The default data directory, ./data, is the volume: `docker exec app messenger demo-data` needs no option.
WORKDIR /
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["messenger", "health"]

CMD ["messenger", "serve", "--host", "0.0.0.0", "--port", "8000"]
