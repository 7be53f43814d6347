-- Which states the topic was compared with: a topic that is as long as it was then may lack one that was published since.
alter table published_topic add column states text not null default '';
