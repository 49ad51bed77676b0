-- What Ray's own clients chose, deleted and uploaded.
alter table job add column chosen_id varchar(100);
alter table job add column off_rays_lists boolean default false not null;
alter table job add constraint job_chosen unique (cluster_id, chosen_id);

create table ray_package (
  id varchar(32) not null primary key,
  tenant_id varchar(36) not null,
  owner_id varchar(32) not null,
  name varchar(100) not null,
  hash varchar(80) not null,
  constraint ray_package_once unique (tenant_id, owner_id, name)
) character set utf8mb4 collate utf8mb4_0900_bin;
