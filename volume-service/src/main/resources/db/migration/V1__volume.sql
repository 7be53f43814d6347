create table volume (
    id text primary key,
    project text not null check (project <> '*'),
    name text not null,
    labels jsonb not null default '{}',
    status text not null,
    status_reason text,
    failure_code text,
    failure_status integer,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    version bigint not null,
    generation bigint not null,
    correlation_id text,
    causation_id text,
    traceparent text,
    type text not null,
    tmpfs jsonb,
    bind jsonb,
    host text not null,
    engine_name text not null,
    -- When the engine first had it: missing from then on means lost, before it means not made yet.
    made_at timestamptz,
    soft_limit_bytes bigint,
    unique (project, name)
);

-- Which volumes the templates of groups name, by id or name as the user wrote it; from the groups' facts.
create table group_mount (
    id text primary key,
    project text not null check (project <> '*'),
    group_id text not null,
    group_name text not null,
    volume text not null
);
create index group_mount_volume on group_mount (project, volume);
create index group_mount_group on group_mount (group_id);
