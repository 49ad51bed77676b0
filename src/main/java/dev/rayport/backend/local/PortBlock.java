package dev.rayport.backend.local;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The ports of one Ray node, all counted from a base, so that no two nodes of the machine meet. A
 * worker node leaves those that only a head has unused.
 */
record PortBlock(int base) {

  static final int SIZE = 200;
  private static final int WORKERS = 100;

  int gcs() {
    return base;
  }

  int dashboard() {
    return base + 1;
  }

  int agentHttp() {
    return base + 2;
  }

  int agentGrpc() {
    return base + 3;
  }

  int runtimeEnvAgent() {
    return base + 4;
  }

  int metrics() {
    return base + 5;
  }

  int nodeManager() {
    return base + 6;
  }

  int objectManager() {
    return base + 7;
  }

  int rayClient() {
    return base + 8;
  }

  int autoscalerMetrics() {
    return base + 17;
  }

  int dashboardMetrics() {
    return base + 27;
  }

  int firstWorker() {
    return base + WORKERS;
  }

  int lastWorker() {
    return base + SIZE - 1;
  }

  /** Every port with a purpose of its own, by number. */
  Map<Integer, String> purposes() {
    Map<Integer, String> purposes = new LinkedHashMap<>();
    purposes.put(gcs(), "GCS");
    purposes.put(dashboard(), "dashboard and Jobs API");
    purposes.put(agentHttp(), "agent HTTP");
    purposes.put(agentGrpc(), "agent gRPC");
    purposes.put(runtimeEnvAgent(), "runtime environments");
    purposes.put(metrics(), "metrics");
    purposes.put(nodeManager(), "node manager");
    purposes.put(objectManager(), "object manager");
    purposes.put(rayClient(), "Ray Client");
    purposes.put(autoscalerMetrics(), "autoscaler metrics");
    purposes.put(dashboardMetrics(), "dashboard metrics");
    return purposes;
  }
}
