package dev.rayport.tenant;

/** Who acts through an API token, for the length of one request. */
record TokenUser(CurrentUser currentUser, Scope scope) implements CurrentUser.Holder {}
