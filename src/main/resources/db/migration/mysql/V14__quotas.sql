-- JSON of what a tenant may use; null: no limits.
alter table tenant add column quotas longtext;

-- What a cluster may grow to, which is what counts against quotas.
alter table cluster add column most_cpus double not null default 0;
alter table cluster add column most_gpus int not null default 0;
alter table cluster add column most_memory bigint not null default 0;
update cluster set most_cpus = cpus, most_gpus = gpus, most_memory = memory_bytes;
create index cluster_in_tenant on cluster (tenant_id, state, queued_at);

-- How many GPUs a cluster held, and when.
create table gpu_use (
  id varchar(32) not null primary key,
  cluster_id varchar(32) not null,
  tenant_id varchar(36) not null,
  stage varchar(20) not null,
  gpus int not null,
  began_at datetime(6) not null,
  ended_at datetime(6)
) character set utf8mb4 collate utf8mb4_0900_bin;
create index gpu_use_of_cluster on gpu_use (cluster_id, ended_at);
create index gpu_use_of_tenant on gpu_use (tenant_id, ended_at);
