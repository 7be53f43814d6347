drop table build;
