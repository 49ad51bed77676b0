create table job (
  id varchar(32) not null primary key,
  version bigint not null,
  tenant_id varchar(36) not null,
  owner_id varchar(32) not null,
  owner_name varchar(255) not null,
  name varchar(100) not null,
  spec longtext not null,
  package_hash varchar(80),
  cluster_id varchar(32) not null,
  cluster_name varchar(36) not null,
  cluster_template varchar(255),
  cluster_values longtext,
  own_cluster boolean not null,
  own_cluster_released boolean not null,
  start_number int not null,
  state varchar(20) not null,
  reason varchar(2000) not null,
  reason_code varchar(60) not null,
  attempt int not null,
  stop_wanted varchar(20) not null,
  stop_reason varchar(255) not null,
  resubmission_of varchar(32),
  chain_id varchar(32) not null,
  chain_number int not null,
  ray_job_id varchar(32),
  exit_code int,
  message longtext,
  progress_done double,
  progress_total double,
  progress_unit varchar(40),
  progress_source varchar(20),
  once_key varchar(64),
  created_at datetime(6) not null,
  started_at datetime(6),
  ended_at datetime(6),
  constraint job_once unique (once_key),
  constraint job_chain unique (chain_id, chain_number)
) character set utf8mb4 collate utf8mb4_nopad_bin;
create index job_by_tenant on job (tenant_id, created_at, id);
create index job_by_state on job (tenant_id, state, created_at);
create index job_by_cluster on job (cluster_id, state);

create table job_attempt (
  submission_id varchar(64) not null primary key,
  job_id varchar(32) not null,
  attempt int not null,
  log_complete boolean not null,
  constraint job_attempt_number unique (job_id, attempt),
  constraint job_attempt_of foreign key (job_id) references job (id)
) character set utf8mb4 collate utf8mb4_nopad_bin;

create table job_step (
  job_id varchar(32) not null,
  position int not null,
  state varchar(20) not null,
  at datetime(6) not null,
  detail varchar(2000) not null,
  primary key (job_id, position),
  constraint job_step_of foreign key (job_id) references job (id)
) character set utf8mb4 collate utf8mb4_nopad_bin;

create table stored_package (
  id varchar(32) not null primary key,
  tenant_id varchar(36) not null,
  hash varchar(80) not null,
  bytes bigint not null,
  files int not null,
  ignored int not null,
  stored_by varchar(255) not null,
  stored_at datetime(6) not null,
  constraint stored_package_once unique (tenant_id, hash)
) character set utf8mb4 collate utf8mb4_nopad_bin;
