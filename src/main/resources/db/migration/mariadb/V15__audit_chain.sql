alter table audit_entry add column request_id varchar(40) null;
alter table audit_entry add column sequence_number bigint null;
alter table audit_entry add column seal varchar(64) null;
create unique index audit_entry_sequence_idx on audit_entry (sequence_number);
create index audit_entry_occurred_idx on audit_entry (occurred_at, id);

create table audit_chain (
  id              int         not null primary key,
  sequence_number bigint      not null,
  seal            varchar(64) not null
) character set utf8mb4 collate utf8mb4_nopad_bin;
insert into audit_chain (id, sequence_number, seal) values (1, 0, '');
