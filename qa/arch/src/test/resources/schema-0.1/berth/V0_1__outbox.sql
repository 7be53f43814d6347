-- Facts waiting for the relay. A row lives from the commit of its transaction until Kafka has acknowledged it.
create table outbox (
    seq           bigint generated always as identity primary key,
    id            text        not null unique,
    topic         text        not null,
    key           text        not null,
    type          text        not null,
    subject       text        not null,
    project       text        not null,
    correlationid text        not null,
    causationid   text,
    traceparent   text,
    name          text,
    time          timestamptz not null,
    created       timestamptz not null default clock_timestamp(),
    -- json, not jsonb: what is sent is then byte for byte what was measured at the append.
    data          json
);

-- Facts that Kafka will never take. To send one after all, insert it into outbox again without its seq.
create table outbox_failure (
    like outbox,
    at    timestamptz not null default clock_timestamp(),
    error text        not null,
    primary key (seq)
);

-- Notifications are delivered at commit and equal ones of one transaction are folded into one.
create function outbox_wake() returns trigger language plpgsql as $$
begin
    perform pg_notify('berth_outbox', '');
    return null;
end $$;

create trigger outbox_wake after insert on outbox for each statement execute function outbox_wake();

-- The last state published per key of a compacted topic, so that it can be published again to a Kafka that lost it.
create table published_state (
    topic         text        not null,
    key           text        not null,
    type          text        not null,
    project       text        not null,
    correlationid text        not null,
    causationid   text,
    traceparent   text,
    name          text,
    time          timestamptz not null,
    data          json        not null,
    primary key (topic, key)
);

-- Which incarnation (topic id) of a compacted topic has all of published_state.
create table published_topic (
    topic       text primary key,
    incarnation text not null
);

-- Facts whose effects are in this database, one row per handler.
create table inbox (
    handler text        not null,
    fact    text        not null,
    at      timestamptz not null default clock_timestamp(),
    primary key (handler, fact)
);
create index inbox_at on inbox (at);

-- Facts a handler could not take after all attempts; kept with everything needed to look into it and to replay.
create table inbox_failure (
    handler  text        not null,
    fact     text        not null,
    at       timestamptz not null default clock_timestamp(),
    attempts int         not null,
    error    text        not null,
    type     text        not null,
    topic    text        not null,
    -- JSON in UTF-8; bytes, because foreign records hold what jsonb refuses.
    record   bytea       not null,
    primary key (handler, fact)
);

-- How far this database has read each partition. In the database and not in Kafka, so that both go back together.
-- incarnation is the topic's id: a topic made anew starts at offset 0 again. A partition of a compacted topic that is read
-- anew gets the next epoch; rows that were not seen again when sweep_at is reached (and sweep_after has passed) are gone.
create table fact_position (
    topic       text        not null,
    partition   int         not null,
    incarnation text        not null,
    next_offset bigint      not null,
    epoch       bigint      not null default 0,
    sweep_at    bigint,
    sweep_after timestamptz,
    at          timestamptz not null default clock_timestamp(),
    primary key (topic, partition)
);

-- Other services' state, fed from compacted topics.
create table projection (
    topic     text        not null,
    key       text        not null,
    partition int         not null,
    epoch     bigint      not null,
    project   text        not null,
    name      text,
    fact      text collate "C" not null,
    time      timestamptz not null,
    data      jsonb       not null,
    primary key (topic, key)
);
create index projection_name on projection (topic, project, name);
create index projection_partition on projection (topic, partition, epoch);
