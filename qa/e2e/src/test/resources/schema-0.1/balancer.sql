alter table listener drop column serving_pool_id;
