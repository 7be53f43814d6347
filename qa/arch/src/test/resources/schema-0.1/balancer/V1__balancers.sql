-- HAProxy identifies proxies and servers by number; ours never come back, so that a state file never meets a stranger.
create sequence proxy_number start 1000;

create table balancer (
    id               text primary key,
    project          text not null check (project <> '*'),
    name             text not null,
    labels           jsonb not null default '{}',
    status           text not null,
    status_reason    text,
    failure_code     text,
    failure_status   integer,
    created_at       timestamptz not null,
    updated_at       timestamptz not null,
    version          bigint not null,
    generation       bigint not null,
    correlation_id   text,
    causation_id     text,
    traceparent      text,
    scheme           text not null,
    networks         jsonb not null default '[]',
    host             text not null,
    operating_status text not null,
    unique (project, name)
);

create table pool (
    id                     text primary key,
    project                text not null check (project <> '*'),
    name                   text not null,
    labels                 jsonb not null default '{}',
    status                 text not null,
    status_reason          text,
    failure_code           text,
    failure_status         integer,
    created_at             timestamptz not null,
    updated_at             timestamptz not null,
    version                bigint not null,
    generation             bigint not null,
    correlation_id         text,
    causation_id           text,
    traceparent            text,
    number                 integer not null,
    protocol               text not null,
    algorithm              text not null,
    check_path             text,
    check_expected_status  text,
    check_interval_ms      bigint not null,
    check_timeout_ms       bigint not null,
    check_rise             integer not null,
    check_fall             integer not null,
    slow_start_ms          bigint not null,
    drain_timeout_ms       bigint not null,
    unique (project, name)
);

create table listener (
    id              text primary key,
    project         text not null check (project <> '*'),
    name            text not null,
    labels          jsonb not null default '{}',
    status          text not null,
    status_reason   text,
    failure_code    text,
    failure_status  integer,
    created_at      timestamptz not null,
    updated_at      timestamptz not null,
    version         bigint not null,
    generation      bigint not null,
    correlation_id  text,
    causation_id    text,
    traceparent     text,
    number          integer not null,
    balancer_id     text not null references balancer,
    pool_id         text references pool,
    protocol        text not null,
    address         text not null,
    port            integer not null,
    idle_timeout_ms bigint not null,
    accept_proxy    boolean not null,
    unique (project, name)
);
create index listener_by_balancer on listener (balancer_id);
create index listener_by_pool on listener (pool_id);

create table target (
    id              text primary key,
    project         text not null check (project <> '*'),
    name            text not null,
    labels          jsonb not null default '{}',
    status          text not null,
    status_reason   text,
    failure_code    text,
    failure_status  integer,
    created_at      timestamptz not null,
    updated_at      timestamptz not null,
    version         bigint not null,
    generation      bigint not null,
    correlation_id  text,
    causation_id    text,
    traceparent     text,
    number          integer not null,
    pool_id         text not null references pool,
    address         text not null,
    port            integer not null,
    weight          integer not null,
    zone            text,
    backup          boolean not null,
    group_id        text,
    instance        text,
    health          text not null,
    leaving         boolean not null,
    drain_deadline  timestamptz,
    forget          boolean not null,
    unique (pool_id, name)
);
create unique index target_by_instance on target (pool_id, instance) where instance is not null;
create index target_by_group on target (group_id) where group_id is not null;

-- Members that no pool took, so that each is told once.
create table rejection (
    group_id text not null,
    instance text not null,
    project  text not null check (project <> '*'),
    pool     text not null,
    primary key (group_id, instance)
);

-- Which request an instance comes from; see InstanceOrigins.
create table instance_origin (
    instance       text primary key,
    project        text not null check (project <> '*'),
    correlation_id text,
    causation_id   text,
    traceparent    text
);
