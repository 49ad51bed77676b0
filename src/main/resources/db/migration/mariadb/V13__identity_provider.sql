-- Accounts whose people an identity provider signs in, and when their roles were last read there.
alter table account add column issuer varchar(200);
alter table account add column subject varchar(255);
alter table account add column roles_read_at datetime(6);
alter table account add column signed_in_at datetime(6);
alter table account add constraint account_subject_once unique (issuer, subject);

-- Browsers that are signed in by the identity provider; without its row such a session has ended.
create table provider_session (
  id varchar(32) not null primary key,
  account_id varchar(32) not null,
  provider_id varchar(255) not null,
  seen_at datetime(6) not null
) character set utf8mb4 collate utf8mb4_nopad_bin;
create index provider_session_account on provider_session (account_id);
create index provider_session_provider on provider_session (provider_id);
