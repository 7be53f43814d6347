-- Scaling groups, what their instances are made from, and what Berth did about them.

create table scaling_group (
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
    min_size integer not null check (min_size >= 0),
    max_size integer not null check (max_size >= min_size),
    desired integer not null check (desired between min_size and max_size),
    pool text,
    zones jsonb not null default '[]',
    template_version integer not null,
    cooldown_ms bigint not null,
    warmup_ms bigint not null,
    health_grace_ms bigint not null,
    drain_timeout_ms bigint not null,
    termination_rule text not null,
    suspended jsonb not null default '[]',
    unique (project, name)
);

-- Templates are never changed: instances keep the version that they were made from.
create table group_template (
    group_id text not null references scaling_group (id) on delete cascade,
    version integer not null,
    project text not null check (project <> '*'),
    template jsonb not null,
    created_at timestamptz not null,
    primary key (group_id, version)
);

-- What running the group needs to remember and no user asked for; apart, so that it moves no entity tag.
create table group_progress (
    group_id text primary key references scaling_group (id) on delete cascade,
    project text not null check (project <> '*'),
    fence bigint not null,
    membership bigint not null,
    launch_failures integer not null,
    launch_failed_at timestamptz,
    launch_not_before timestamptz,
    scaled_at timestamptz,
    launch_cause text,
    launch_failure text
);

-- Each writer that takes over gets the next number; rows refuse an older one.
create sequence writer_epoch;

create table instance (
    id text primary key,
    project text not null check (project <> '*'),
    group_id text not null references scaling_group (id) on delete cascade,
    name text not null,
    engine_name text not null unique,
    host text not null,
    zone text not null,
    template_version integer not null,
    status text not null,
    status_reason text,
    status_since timestamptz not null,
    guarded boolean not null default false,
    fate text not null default 'KEEP',
    container_id text,
    address text,
    port integer,
    exit_code integer,
    balancing text not null default 'SILENT',
    balancing_reason text,
    balancing_fact text,
    published boolean not null default false,
    drain_deadline timestamptz,
    in_service_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    terminated_at timestamptz,
    version bigint not null,
    correlation_id text not null,
    causation_id text,
    traceparent text
);

create index instance_of_group on instance (group_id, id);
create index instance_live on instance (group_id) where status <> 'TERMINATED';

create table scaling_policy (
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
    group_id text not null references scaling_group (id) on delete cascade,
    type text not null,
    metric text not null,
    target double precision not null check (target > 0),
    tolerance double precision not null,
    scale_in_window_ms bigint not null,
    unique (project, name)
);

create index scaling_policy_of_group on scaling_policy (group_id, id);

-- One row per decision; equal ones in a row are one row that lasts.
create table activity (
    id text primary key,
    project text not null check (project <> '*'),
    group_id text not null references scaling_group (id) on delete cascade,
    kind text not null,
    policy text,
    metric text,
    value double precision,
    target double precision,
    rule text,
    verdict text not null,
    reason text not null,
    from_desired integer not null,
    to_desired integer not null,
    instance text,
    at timestamptz not null,
    until timestamptz not null,
    times bigint not null
);

create index activity_of_group on activity (group_id, id);
