-- Lists that have grown long are read off an index, in each order that they are offered in. The
-- columns after id are looked at without the row.
alter table job add column template_name varchar(36);
update job set template_name = substr(cluster_template, 1, instr(cluster_template, '@') - 1)
where cluster_template is not null;

alter table job drop index job_by_tenant;
alter table job drop index job_by_state;
create index job_by_creation on job (tenant_id, created_at, id, state, name, cluster_name);
create index job_in_state on job (tenant_id, state, created_at, id);
create index job_by_end on job (tenant_id, ended_at, created_at, id);
create index job_by_owner on job (tenant_id, owner_name, created_at, id);
create index job_by_name on job (tenant_id, name, id);
create index job_by_cluster_name on job (tenant_id, cluster_name, created_at, id);
create index job_of_cluster on job (tenant_id, cluster_id, created_at, id);
create index job_by_stage on job (tenant_id, stage, created_at, id);
create index job_by_template on job (tenant_id, template_name, created_at, id);
create index job_by_start on job (tenant_id, started_at, created_at, id);
create index job_by_start_down on job (tenant_id desc, started_at desc, created_at desc, id desc);

alter table cluster drop index cluster_by_creation;
create index cluster_by_creation on cluster (tenant_id, deleted, created_at, id, state, name);
alter table cluster drop index cluster_by_age;
create index cluster_by_age on cluster
  (deleted, created_at, id, state, tenant_id, name, owner_name);
create index cluster_by_any_name on cluster (deleted, name, id);
create index cluster_by_name on cluster (tenant_id, deleted, name, id);
create index cluster_by_owner on cluster (tenant_id, deleted, owner_name, created_at, id);
create index cluster_in_state on cluster (tenant_id, deleted, state, created_at, id);
create index cluster_by_stage on cluster (tenant_id, deleted, stage, created_at, id);
create index cluster_by_template on cluster (tenant_id, deleted, template_name, created_at, id);
create index cluster_by_workers on cluster (tenant_id, deleted, workers_ready, created_at, id);
create index cluster_by_gpus on cluster (tenant_id, deleted, gpus, created_at, id);
create index cluster_by_cpus on cluster (tenant_id, deleted, cpus, created_at, id);
create index cluster_by_memory on cluster (tenant_id, deleted, memory_bytes, created_at, id);
create index cluster_by_end on cluster (tenant_id, deleted, stops_at, created_at, id);
create index cluster_by_end_down on cluster
  (tenant_id desc, deleted desc, stops_at desc, created_at desc, id desc);

alter table audit_entry drop index audit_entry_tenant_idx;
alter table audit_entry drop index audit_entry_occurred_idx;
create index audit_entry_time on audit_entry (occurred_at, id, actor, action, object);
create index audit_entry_in_tenant on audit_entry (tenant_id, occurred_at, id);
create index audit_entry_actor on audit_entry (actor, occurred_at, id);
create index audit_entry_action on audit_entry (action, occurred_at, id);
create index audit_entry_outcome on audit_entry (outcome, occurred_at, id);
create index audit_entry_unsealed on audit_entry (sequence_number, occurred_at, id);
