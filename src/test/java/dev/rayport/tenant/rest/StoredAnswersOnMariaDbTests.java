package dev.rayport.tenant.rest;

import dev.rayport.OnMariaDb;

@OnMariaDb
class StoredAnswersOnMariaDbTests extends StoredAnswersTests {}
