-- Names of the templates that a tenant may use, one to a line; null: all.
alter table tenant add column templates clob;
