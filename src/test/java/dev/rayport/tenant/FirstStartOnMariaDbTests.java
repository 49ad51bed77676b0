package dev.rayport.tenant;

import dev.rayport.OnMariaDb;

@OnMariaDb
class FirstStartOnMariaDbTests extends FirstStartTests {}
