package dev.rayport.tenant;

import dev.rayport.OnMariaDb;

@OnMariaDb
class AuditChainOnMariaDbTests extends AuditChainTests {}
