-- Since when nothing new is heard of a cluster, and until when nobody worked at its start.
alter table cluster add column as_of timestamp(6);
alter table cluster add column unattended_until timestamp(6);
