package dev.rayport.cluster;

import dev.rayport.OnMariaDb;

@OnMariaDb
class ClusterServiceOnMariaDbTests extends ClusterServiceTests {}
