-- The portals that serve this database; seen is the database's own clock in seconds.
create table replica (
  number bigint not null auto_increment primary key,
  id varchar(32) not null,
  place varchar(200) not null,
  home varchar(32) not null,
  backend varchar(20) not null,
  seen bigint not null,
  constraint replica_once unique (id)
) character set utf8mb4 collate utf8mb4_nopad_bin;

-- What all of them must agree on.
create table portal_fact (
  name varchar(40) not null primary key,
  content varchar(200) not null
) character set utf8mb4 collate utf8mb4_nopad_bin;

-- What changed, for the pages of other portals; kept for minutes.
create table news (
  id bigint not null auto_increment primary key,
  told bigint not null,
  replica varchar(32) not null,
  tenant varchar(36) not null,
  kind varchar(20) not null,
  object varchar(100) not null
) character set utf8mb4 collate utf8mb4_nopad_bin;
create index news_told on news (told);

-- Which portal follows a job: it alone copies the log and looks at it.
create table job_keeper (
  job_id varchar(32) not null primary key,
  replica varchar(32) not null
) character set utf8mb4 collate utf8mb4_nopad_bin;

-- What was last seen of a cluster, without how to get in.
create table cluster_sighting (
  cluster_id varchar(32) not null primary key,
  seen longtext not null
) character set utf8mb4 collate utf8mb4_nopad_bin;
