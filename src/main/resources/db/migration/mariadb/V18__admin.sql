-- What an administrator did to somebody's cluster, until they have read it.
create table owner_notice (
  id varchar(32) not null primary key,
  tenant_id varchar(36) not null,
  owner_id varchar(32) not null,
  cluster_id varchar(32) not null,
  cluster_name varchar(36) not null,
  action varchar(20) not null,
  actor varchar(100) not null,
  words varchar(500) not null,
  told_at datetime(6) not null,
  dismissed boolean not null
) character set utf8mb4 collate utf8mb4_nopad_bin;
create index owner_notice_unread on owner_notice (tenant_id, owner_id, dismissed, told_at);
create index owner_notice_of_cluster on owner_notice (cluster_id, dismissed);

-- What a cluster really used when it was last asked; times in milliseconds since 1970.
create table cluster_use (
  cluster_id varchar(32) not null primary key,
  measured_at bigint not null,
  cpus double not null,
  memory_bytes bigint not null,
  gpus double,
  silent_since bigint
) character set utf8mb4 collate utf8mb4_nopad_bin;

-- What is said atop every page; one row at most.
create table page_banner (
  id varchar(32) not null primary key,
  edition varchar(32) not null,
  words varchar(1000) not null,
  tone varchar(20) not null,
  ends_at datetime(6),
  tenants longtext not null,
  written_by varchar(100) not null,
  written_at datetime(6) not null
) character set utf8mb4 collate utf8mb4_nopad_bin;

-- Who has read which edition of it.
create table banner_dismissal (
  account_id varchar(32) not null,
  edition varchar(32) not null,
  primary key (account_id, edition)
) character set utf8mb4 collate utf8mb4_nopad_bin;

-- Lists of all tenants' clusters, newest first.
create index cluster_by_age on cluster (deleted, created_at, id);
