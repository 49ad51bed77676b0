package dev.rayport.tenant;

import dev.rayport.OnMariaDb;

@OnMariaDb
class TenantServiceOnMariaDbTests extends TenantServiceTests {}
