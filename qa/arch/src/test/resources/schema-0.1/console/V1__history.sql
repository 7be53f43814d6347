-- Every fact of the suite, in the order in which this history took it in. time is what the speaker claims; recorded_at
-- grows with seq, so that what is kept and what a time means to a reader is a part of that order.
create table fact (
    seq bigserial primary key,
    id text not null unique,
    type text not null,
    source text not null,
    service text not null,
    subject text,
    project text,
    correlation_id text,
    causation_id text,
    time timestamptz not null,
    data jsonb not null,
    traceparent text,
    recorded_at timestamptz not null default clock_timestamp()
);

create index fact_by_project on fact (project, seq);
create index fact_by_correlation on fact (correlation_id, seq);
create index fact_by_subject on fact (subject, seq);
create index fact_by_recording on fact (recorded_at, seq);

-- forgotten_*: how far the history was forgotten; what a subscriber asks for at or before it is a gap.
create table history_mark (
    only_row boolean primary key default true check (only_row),
    forgotten_to bigint not null default 0,
    forgotten_time timestamptz not null default '1970-01-01T00:00:00Z'
);

insert into history_mark default values;

-- How far each partition was taken in, written with the facts: a lost or restored database reads again what it lacks.
-- incarnation is the topic's id; a topic made anew has other facts at the same offsets.
create table intake_position (
    topic text not null,
    partition int not null,
    incarnation text not null,
    next_offset bigint not null,
    primary key (topic, partition)
);
