-- Values that jobs are given by name; an owner of '' is the whole tenant.
create table named_secret (
  id varchar(32) not null primary key,
  tenant_id varchar(36) not null,
  owner_id varchar(32) not null,
  name varchar(64) not null,
  sealed longtext not null,
  written_by varchar(255) not null,
  written_at datetime(6) not null,
  version bigint not null,
  constraint named_secret_once unique (tenant_id, owner_id, name)
) character set utf8mb4 collate utf8mb4_0900_bin;
