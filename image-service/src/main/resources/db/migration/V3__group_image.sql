-- The image of this registry that a group's template names, as the group's facts say.
create table group_image (
    group_id   text primary key,
    group_name text not null,
    repository text not null,
    reference  text not null
);
create index group_image_repository on group_image (repository, reference);
