alter table idempotency_key add column runner varchar(32);
alter table idempotency_key add column held_until datetime(6);
alter table idempotency_key add column made varchar(200);
alter table idempotency_key add column made_status int;
