-- What others changed of a cluster on its platform, and whether that is to be put back.
alter table cluster add column drift clob;
alter table cluster add column revert_wanted boolean default false not null;
