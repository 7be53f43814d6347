alter table group_progress add column fence bigint not null default 0;
drop index activity_of_kind;
