-- What came after version 0.1 to tables that every service has.
alter table if exists published_state drop column fact;
alter table if exists published_topic drop column ends, drop column states;
alter table if exists fact_position drop column last_time;
alter table if exists idempotency drop column resource, drop column process;
delete from flyway_schema_history where version not in ('0.1', '0.2', '1');
