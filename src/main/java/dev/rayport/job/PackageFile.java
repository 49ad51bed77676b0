package dev.rayport.job;

/**
 * One file or empty folder in an uploaded archive.
 *
 * @param path relative, with single slashes, never climbing out
 * @param index where the archive keeps it
 */
record PackageFile(String path, boolean folder, boolean executable, int index) {

  PackageFile under(String newPath) {
    return new PackageFile(newPath, folder, executable, index);
  }
}
