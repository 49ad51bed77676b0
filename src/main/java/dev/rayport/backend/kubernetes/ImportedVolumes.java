package dev.rayport.backend.kubernetes;

import dev.rayport.backend.PlatformSpec.Volume;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Volumes of an imported pod that Ray's container mounts.
 *
 * @param byName in their order
 * @param paths where each is in the object
 */
record ImportedVolumes(Map<String, Volume> byName, Map<String, String> paths) {

  static final ImportedVolumes NONE = new ImportedVolumes(Map.of(), Map.of());

  static ImportedVolumes read(ImportFields pod, ImportFields container) {
    Map<String, ImportFields> mounts = new HashMap<>();
    for (ImportFields mount : container.sections("volumeMounts")) {
      mounts.put(mount.text("name"), mount);
    }
    Map<String, Volume> volumes = new LinkedHashMap<>();
    Map<String, String> paths = new HashMap<>();
    for (ImportFields volume : pod.sections("volumes")) {
      String name = volume.text("name");
      if (name.equals(PodTemplate.API_TOKEN)) {
        continue;
      }
      Mount mount = mount(mounts.get(name));
      boolean of = kind(volume, mount, volumes);
      volume.finish();
      if (of) {
        paths.put(name, volume.path("name"));
      }
    }
    return new ImportedVolumes(volumes, paths);
  }

  private record Mount(String path, boolean readOnly) {}

  private static Mount mount(@org.jspecify.annotations.Nullable ImportFields mount) {
    if (mount == null) {
      return new Mount("", false);
    }
    Mount read = new Mount(mount.text("mountPath"), mount.truth("readOnly"));
    if (mount.has("subPath")) {
      mount.leave("subPath", "the whole volume is mounted");
    }
    mount.finish();
    return read;
  }

  /** Whether the volume comes along. */
  private static boolean kind(ImportFields volume, Mount mount, Map<String, Volume> volumes) {
    String name = volume.text("name");
    for (String key : volume.keys()) {
      Volume made =
          switch (key) {
            case "emptyDir" -> emptyDir(volume.section(key), name, mount);
            case "persistentVolumeClaim" ->
                object(volume.section(key), "claimName", Volume.Kind.CLAIM, name, mount);
            case "secret" ->
                object(volume.section(key), "secretName", Volume.Kind.SECRET, name, mount);
            case "configMap" ->
                object(volume.section(key), "name", Volume.Kind.CONFIG_MAP, name, mount);
            default -> null;
          };
      if (made != null && mount.path().isEmpty()) {
        volume.leave("name", "Ray's container does not mount it");
      } else if (made != null && mount.path().equals("/tmp/ray")) {
        volume.leave("name", "Ray's logs have a place already");
      } else if (made != null && mount.path().equals("/dev/shm")) {
        volume.leave("name", "KubeRay mounts shared memory by itself");
      } else if (made != null) {
        volumes.put(name, made);
        return true;
      } else if (!key.equals("name") && !key.equals("hostPath")) {
        volume.refuse(key, "only claims, Secrets, ConfigMaps and empty folders are mounted");
      }
    }
    return false;
  }

  private static Volume emptyDir(ImportFields source, String name, Mount mount) {
    Volume made =
        new Volume(
            name,
            Volume.Kind.EMPTY_DIR,
            "",
            mount.path(),
            source.text("sizeLimit"),
            mount.readOnly());
    source.finish();
    return made;
  }

  private static Volume object(
      ImportFields source, String key, Volume.Kind kind, String name, Mount mount) {
    source.pass("defaultMode", "optional");
    if (source.has("items")) {
      source.leave("items", "all of its keys are mounted");
    }
    boolean readOnly = source.truth("readOnly") || mount.readOnly();
    Volume made = new Volume(name, kind, source.text(key), mount.path(), "", readOnly);
    source.finish();
    return made;
  }
}
