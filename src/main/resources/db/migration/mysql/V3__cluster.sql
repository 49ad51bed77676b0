create table cluster (
  id varchar(32) not null primary key,
  tenant_id varchar(36) not null,
  owner_id varchar(32) not null,
  owner_name varchar(100) not null,
  name varchar(36) not null,
  -- The name while it lives, null afterwards: unique without getting in the way of history.
  living_name varchar(36),
  stage varchar(20) not null,
  template_name varchar(36) not null,
  template_version int not null,
  desired varchar(20) not null,
  state varchar(20) not null,
  cluster_condition varchar(20),
  reason varchar(2000) not null,
  reason_code varchar(60) not null,
  stop_reason varchar(500) not null,
  stop_code varchar(60) not null,
  start_number int not null,
  workers_ready int not null,
  workers_desired int not null,
  cpus double precision not null,
  gpus int not null,
  memory_bytes bigint not null,
  spec longtext,
  chosen_values longtext not null,
  labels longtext not null,
  idle_seconds bigint,
  ttl_seconds bigint,
  stop_at datetime(6),
  stops_at datetime(6),
  keep_until datetime(6),
  idle_since datetime(6),
  created_at datetime(6) not null,
  state_since datetime(6) not null,
  queued_at datetime(6) not null,
  started_at datetime(6),
  ready_at datetime(6),
  stopped_at datetime(6),
  failures int not null,
  portal_ended boolean not null,
  delete_wanted boolean not null,
  deleted boolean not null,
  registered boolean not null,
  ray_address varchar(300),
  sealed_token varchar(1000),
  row_version int not null
) character set utf8mb4 collate utf8mb4_0900_bin;
create unique index cluster_living_name on cluster (tenant_id, living_name);
create index cluster_by_creation on cluster (tenant_id, deleted, created_at, id);
create index cluster_by_state on cluster (state, tenant_id);

create table cluster_start (
  id varchar(32) not null primary key,
  cluster_id varchar(32) not null,
  tenant_id varchar(36) not null,
  start_number int not null,
  template_name varchar(36) not null,
  queued_at datetime(6) not null,
  ready_at datetime(6),
  ready_millis bigint,
  steps longtext not null,
  row_version int not null
) character set utf8mb4 collate utf8mb4_0900_bin;
create unique index cluster_start_number on cluster_start (cluster_id, start_number);
create index cluster_start_times on cluster_start (tenant_id, template_name, ready_at);

create table cluster_event (
  id varchar(32) not null primary key,
  cluster_id varchar(32) not null,
  tenant_id varchar(36) not null,
  happened_at datetime(6) not null,
  severity varchar(20) not null,
  actor varchar(100) not null,
  text varchar(2000) not null
) character set utf8mb4 collate utf8mb4_0900_bin;
create index cluster_event_time on cluster_event (cluster_id, happened_at, id);
