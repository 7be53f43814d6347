-- The newest writer's epoch is the sequence's own value: it keeps earlier writers out of every group from the moment of the
-- take-over, not only of those that the newest has written to.
alter table group_progress drop column fence;

-- The last activity of a kind is looked up with each new one.
create index activity_of_kind on activity (group_id, kind, id);
