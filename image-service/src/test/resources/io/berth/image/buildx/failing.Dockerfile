# A stage that works, and one that does not.
FROM berth/base:trixie AS first
WORKDIR /src
RUN echo prepared > here

FROM berth/base:trixie
ENV A=b
COPY --from=first /src/here /there
WORKDIR /work
RUN printf 'ünë\n' && \
    # a comment within
    echo last words >&2 && \
    exit 3
