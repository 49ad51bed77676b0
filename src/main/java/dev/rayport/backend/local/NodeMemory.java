package dev.rayport.backend.local;

/**
 * How a node's memory is split.
 *
 * @param objectStore bytes for shared objects: a quarter, as Ray's least of 75 MiB allows
 * @param heap bytes that Ray hands out to tasks that ask for memory
 */
record NodeMemory(long objectStore, long heap) {

  private static final long LEAST_OBJECT_STORE = 80L * 1024 * 1024;

  static NodeMemory of(long bytes) {
    long objectStore = Math.max(LEAST_OBJECT_STORE, bytes / 4);
    return new NodeMemory(objectStore, Math.max(LEAST_OBJECT_STORE, bytes - objectStore));
  }
}
