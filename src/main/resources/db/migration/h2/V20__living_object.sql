-- Of one object of its platform at most one cluster is alive, whoever adopts it at the same time.
alter table cluster add column living_object varchar(300);
update cluster set living_object = concat(stage, '/', object_name)
where id in (
  select id from (
    select min(id) as id from cluster
    where object_name is not null and living_name is not null
    group by tenant_id, stage, object_name
  ) as first_of_each
);
create unique index cluster_living_object on cluster (tenant_id, living_object);
