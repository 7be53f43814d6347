alter table intake_position drop column last_time;
