drop table build;
drop table group_image;
