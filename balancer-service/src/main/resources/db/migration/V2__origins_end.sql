-- Of instances that ended before their end was heard.
delete from instance_origin
where not exists (select from target where target.instance = instance_origin.instance);
