-- Id of the fact that published the state last: the next one's is later, even when the clock has gone back meanwhile.
alter table published_state add column fact text collate "C" not null default '';

-- How long the topic was when it was compared with published_state last.
alter table published_topic add column ends text not null default '';

