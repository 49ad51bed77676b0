alter table job add column stage varchar(20);
update job set stage = (select c.stage from cluster c where c.id = job.cluster_id);
update job set stage = 'TRAINING' where stage is null;
alter table job modify column stage varchar(20) not null;
