-- Builds of images. Contexts, arguments' values and logs are files in a directory per build; here is what becomes of it.

create table build (
    id               text primary key,
    project          text not null check (project <> '*'),
    labels           jsonb not null default '{}',
    status           text not null check (status in ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
    status_reason    text,
    failure_code     text,
    failure_status   integer,
    repository       text not null check (starts_with(repository, project || '/')),
    tag              text not null,
    dockerfile       text not null,
    argument_names   text[] not null,
    target           text,
    platform         text,
    pull             boolean not null,
    context_bytes    bigint not null,
    -- Whose rights the push has.
    subject          text not null,
    role             text not null,
    attempt          integer not null default 0,
    cancel_requested boolean not null default false,
    image_digest     text,
    error            jsonb,
    created_at       timestamptz not null,
    updated_at       timestamptz not null,
    started_at       timestamptz,
    ended_at         timestamptz,
    version          bigint not null default 0,
    correlation_id   text not null,
    causation_id     text,
    traceparent      text
);
create index build_project on build (project, id);
create index build_waiting on build (created_at, id) where status in ('QUEUED', 'RUNNING');
create index build_ended on build (ended_at) where ended_at is not null;
