create table effect (n bigint generated always as identity primary key, handler text not null, fact text not null, subject text not null, at timestamptz not null default clock_timestamp());
create table thing (id text primary key, changes int not null default 0);
