-- datetime everywhere: older servers set the first timestamp of a row anew at each change.
-- The collation everywhere: names differ by case, accents and blanks as on H2, and every letter fits.
create table tenant (
  name       varchar(36)  not null primary key,
  created_at datetime(6)  not null,
  version    bigint       not null
) character set utf8mb4 collate utf8mb4_nopad_bin;

create table account (
  id            varchar(32)  not null primary key,
  name          varchar(64)  not null,
  password_hash varchar(200) not null,
  administrator boolean      not null,
  enabled       boolean      not null,
  epoch         int          not null,
  created_at    datetime(6)  not null,
  version       bigint       not null,
  constraint account_name_unique unique (name)
) character set utf8mb4 collate utf8mb4_nopad_bin;

create table membership (
  id         varchar(32)  not null primary key,
  account_id varchar(32)  not null,
  tenant_id  varchar(36)  not null,
  role       varchar(20)  not null,
  created_at datetime(6)  not null,
  version    bigint       not null,
  constraint membership_unique unique (account_id, tenant_id),
  constraint membership_account foreign key (account_id) references account (id),
  constraint membership_tenant foreign key (tenant_id) references tenant (name)
) character set utf8mb4 collate utf8mb4_nopad_bin;

create table api_token (
  id           varchar(32)  not null primary key,
  account_id   varchar(32)  not null,
  tenant_id    varchar(36)  not null,
  name         varchar(64)  not null,
  hash         varchar(64)  not null,
  scope        varchar(20)  not null,
  created_at   datetime(6)  not null,
  expires_at   datetime(6)  not null,
  last_used_at datetime(6)  null,
  version      bigint       not null,
  constraint api_token_hash_unique unique (hash),
  constraint api_token_account foreign key (account_id) references account (id),
  constraint api_token_tenant foreign key (tenant_id) references tenant (name)
) character set utf8mb4 collate utf8mb4_nopad_bin;
create index api_token_owner_idx on api_token (tenant_id, account_id, created_at);

create table audit_entry (
  id          varchar(32)   not null primary key,
  occurred_at datetime(6)  not null,
  tenant_id   varchar(36)   null,
  account_id  varchar(32)   null,
  actor       varchar(64)   not null,
  address     varchar(64)   not null,
  action      varchar(64)   not null,
  object      varchar(200)  not null,
  outcome     varchar(20)   not null,
  detail      varchar(1000) not null
) character set utf8mb4 collate utf8mb4_nopad_bin;
create index audit_entry_tenant_idx on audit_entry (tenant_id, occurred_at);

create table idempotency_key (
  id           varchar(64)  not null primary key,
  request_hash varchar(64)  not null,
  created_at   datetime(6)  not null,
  status       int          null,
  content_type varchar(200) null,
  location     varchar(500) null,
  body         longtext       null
) character set utf8mb4 collate utf8mb4_nopad_bin;
create index idempotency_key_created_idx on idempotency_key (created_at);

create table persistent_logins (
  series    varchar(64)  not null primary key,
  username  varchar(64)  not null,
  token     varchar(200) not null,
  last_used datetime(6)  not null
) character set utf8mb4 collate utf8mb4_nopad_bin;
create index persistent_logins_username_idx on persistent_logins (username);
