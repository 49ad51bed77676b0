create table template_version (
  id varchar(32) not null primary key,
  tenant_id varchar(36) not null,
  name varchar(36) not null,
  version int not null,
  newest boolean not null,
  stage varchar(20) not null,
  source longtext not null,
  created_at datetime(6) not null,
  created_by varchar(100) not null,
  row_version int not null
) character set utf8mb4 collate utf8mb4_nopad_bin;
create unique index template_version_number on template_version (tenant_id, name, version);
create index template_version_newest on template_version (newest, tenant_id, name);
