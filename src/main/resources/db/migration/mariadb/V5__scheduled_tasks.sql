-- db-scheduler's own table, as its mysql_tables.sql declares it for 16.12.
create table scheduled_tasks (
  task_name            varchar(100) not null,
  task_instance        varchar(100) not null,
  task_data            blob         null,
  execution_time       datetime(6)  not null,
  picked               boolean      not null,
  picked_by            varchar(50)  null,
  last_success         datetime(6)  null,
  last_failure         datetime(6)  null,
  consecutive_failures int          null,
  last_heartbeat       datetime(6)  null,
  version              bigint       not null,
  priority             int          null,
  primary key (task_name, task_instance)
) character set utf8mb4 collate utf8mb4_nopad_bin;
create index execution_time_idx on scheduled_tasks (execution_time);
create index last_heartbeat_idx on scheduled_tasks (last_heartbeat);
create index priority_execution_time_idx on scheduled_tasks (priority desc, execution_time asc);
