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
  told_at timestamp(6) not null,
  dismissed boolean not null
);
create index owner_notice_unread on owner_notice (tenant_id, owner_id, dismissed, told_at);
create index owner_notice_of_cluster on owner_notice (cluster_id, dismissed);

-- What a cluster really used when it was last asked; times in milliseconds since 1970.
create table cluster_use (
  cluster_id varchar(32) not null primary key,
  measured_at bigint not null,
  cpus double precision not null,
  memory_bytes bigint not null,
  gpus double precision,
  silent_since bigint
);

-- What is said atop every page; one row at most.
create table page_banner (
  id varchar(32) not null primary key,
  edition varchar(32) not null,
  words varchar(1000) not null,
  tone varchar(20) not null,
  ends_at timestamp(6),
  tenants clob not null,
  written_by varchar(100) not null,
  written_at timestamp(6) not null
);

-- Who has read which edition of it.
create table banner_dismissal (
  account_id varchar(32) not null,
  edition varchar(32) not null,
  primary key (account_id, edition)
);

-- Lists of all tenants' clusters, newest first.
create index cluster_by_age on cluster (deleted, created_at, id);
