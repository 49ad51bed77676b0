-- What its platform calls a cluster that the portal did not make.
alter table cluster add column object_name varchar(253);
