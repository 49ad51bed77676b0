package dev.rayport.job;

import dev.rayport.OnMariaDb;

@OnMariaDb
class JobStorageOnMariaDbTests extends JobStorageTests {}
