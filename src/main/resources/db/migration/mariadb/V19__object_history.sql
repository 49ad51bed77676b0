create index audit_entry_object_idx on audit_entry (object, occurred_at);
