-- Time of the last record that was read, by the broker's clock: whether Kafka still has it tells an older copy. -1 for unknown.
alter table fact_position add column last_time bigint not null default -1;
