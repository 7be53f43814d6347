-- First answers to requests with an Idempotency-Key, for 24 hours. A row without an answer is a request that is running,
-- or died; claim names the attempt that may write the answer.
create table idempotency (
    project      text        not null,
    subject      text        not null,
    path         text        not null,
    key          text        not null,
    claim        text        not null,
    fingerprint  text        not null,
    claimed_at   timestamptz not null,
    finished     boolean     not null default false,
    status       integer,
    location     text,
    content_type text,
    etag         text,
    body         bytea,
    primary key (project, subject, path, key)
);

create index idempotency_claimed_at on idempotency (claimed_at);
