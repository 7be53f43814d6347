-- What the request made, written in the transaction that made it: a process that dies between commit and answer leaves
-- a key that still finds its resource. process names the one that holds the claim; another's claim is over.
alter table idempotency
    add column resource text,
    add column process  text not null default '';
