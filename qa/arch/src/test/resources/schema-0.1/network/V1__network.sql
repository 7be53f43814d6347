create table network (
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
    driver text not null,
    subnets jsonb not null,
    from_pool boolean not null,
    internal boolean not null,
    mtu integer,
    isolate_containers boolean not null,
    host text not null,
    engine_id text,
    engine_name text not null,
    unique (project, name)
);

-- Addresses belong to the host: one lease per block and installation, and no two that overlap.
create table subnet_lease (
    network text not null references network (id) on delete cascade,
    block cidr not null,
    exclude using gist (block inet_ops with &&)
);

create table endpoint (
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
    network text not null references network (id),
    container text not null,
    aliases jsonb not null,
    wanted_address text,
    ipv4_address text,
    unique (project, name),
    unique (network, container)
);
