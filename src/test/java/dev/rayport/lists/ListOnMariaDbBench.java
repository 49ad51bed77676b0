package dev.rayport.lists;

import dev.rayport.OnMariaDb;

@OnMariaDb
class ListOnMariaDbBench extends ListBench {

  @Override
  String database() {
    return "MariaDB";
  }
}
