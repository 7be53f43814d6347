drop table dependent;
