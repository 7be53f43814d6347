-- The pool that a listener's traffic goes to while another one is wanted; see Routes.
alter table listener add column serving_pool_id text references pool;
update listener set serving_pool_id = pool_id where status = 'READY';
create index listener_by_serving_pool on listener (serving_pool_id);
