#!/bin/sh
# As the official image's: makes the database and user that its variables name, then serves.
set -eu
data=/var/lib/mysql
if [ ! -f "$data/complete" ]; then
  mariadb-install-db --no-defaults --datadir="$data" --skip-test-db >/tmp/install.log 2>&1 || { cat /tmp/install.log >&2; exit 1; }
  touch "$data/complete"
fi
cat >/tmp/first.sql <<SQL
create database if not exists $MARIADB_DATABASE;
create user if not exists '$MARIADB_USER'@'%' identified by '$MARIADB_PASSWORD';
grant all on $MARIADB_DATABASE.* to '$MARIADB_USER'@'%';
SQL
exec mariadbd --no-defaults --datadir="$data" --socket=/run/mysqld/mysqld.sock --bind-address=0.0.0.0 --init-file=/tmp/first.sql --skip-name-resolve "$@"
