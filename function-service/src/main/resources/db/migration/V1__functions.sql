create table function (
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
    runtime text not null,
    handler text not null,
    memory_mb integer not null,
    timeout_ms integer not null,
    max_instances integer not null,
    env jsonb not null,
    -- By name, each sealed with the installation's key.
    secrets jsonb not null,
    code_sha256 text not null,
    code_bytes integer not null,
    -- The last generation that could be invoked; 0 before the first.
    deployed_generation bigint not null,
    unique (project, name)
);

create table function_code (
    function text primary key references function (id) on delete cascade,
    zip bytea not null
);
alter table function_code alter column zip set storage external;

-- One per request that reached an instance. Function and name are kept as they were: the function may be gone.
create table invocation (
    id text primary key,
    project text not null check (project <> '*'),
    function text not null,
    function_name text not null,
    outcome text not null,
    start text not null,
    reason text,
    error_type text,
    began_at timestamptz not null,
    duration_ms double precision not null,
    billed_ms bigint not null,
    memory_mb integer not null,
    log_tail text,
    log_cut boolean not null
);
create index invocation_age on invocation (began_at);
create index invocation_of_function on invocation (project, function, began_at);

-- Sums per minute, kept longer than the invocations that they are made of.
create table function_usage (
    project text not null check (project <> '*'),
    function text not null,
    function_name text not null,
    minute timestamptz not null,
    invocations bigint not null,
    billed_ms bigint not null,
    mb_ms bigint not null,
    primary key (project, function, minute)
);

create sequence instance_epoch;
