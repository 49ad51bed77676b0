package dev.rayport.tenant;

import dev.rayport.OnMariaDb;

@OnMariaDb
class AccountServiceOnMariaDbTests extends AccountServiceTests {}
