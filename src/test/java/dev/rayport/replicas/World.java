package dev.rayport.replicas;

import java.util.List;
import java.util.Map;

/** Where the clusters of portals under test run, looked at without the portals. */
interface World extends AutoCloseable {

  /** For the portals. */
  Map<String, String> properties();

  /** Ids of the clusters that are there and whose names begin so, sorted; each object once. */
  List<String> there(String namePrefix);

  /** Calls that two portals made for one cluster at the same time. */
  List<String> clashes();

  @Override
  void close();
}
