-- Time of the last record that was taken in, by the broker's clock: whether Kafka still has it tells an older copy. -1 for unknown.
alter table intake_position add column last_time bigint not null default -1;
