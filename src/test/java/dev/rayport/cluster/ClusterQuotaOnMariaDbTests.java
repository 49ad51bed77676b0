package dev.rayport.cluster;

import dev.rayport.OnMariaDb;

@OnMariaDb
class ClusterQuotaOnMariaDbTests extends ClusterQuotaTests {}
