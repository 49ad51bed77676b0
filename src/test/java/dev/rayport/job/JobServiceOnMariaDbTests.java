package dev.rayport.job;

import dev.rayport.OnMariaDb;

@OnMariaDb
class JobServiceOnMariaDbTests extends JobServiceTests {}
