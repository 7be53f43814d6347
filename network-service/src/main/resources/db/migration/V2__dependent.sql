-- Who names a network in what is wanted of it, as the owners' facts tell; names are a project's own.
create table dependent (
    project text not null check (project <> '*'),
    kind text not null,
    id text not null,
    name text not null,
    network text not null,
    primary key (kind, id, network)
);

create index dependent_network on dependent (project, network);
