package dev.rayport.job;

import dev.rayport.tenant.AsResearcher;
import dev.rayport.tenant.AsViewer;
import java.io.InputStream;
import org.springframework.stereotype.Service;

/** Working directories: checked, normalised, stored by content. */
@Service
public class PackageService {

  /**
   * Reads a zip or tar.gz, drops what .gitignore, .rayignore and Ray leave out, stores the rest.
   *
   * @param body read at most once and never beyond the limit
   * @throws dev.rayport.base.Refusal for what is no archive, climbs out, links, or is too large
   */
  @AsResearcher
  public StoredPackage store(InputStream body) {
    throw new UnsupportedOperationException(body.toString());
  }

  @AsViewer
  public StoredPackage get(String hash) {
    throw new UnsupportedOperationException(hash);
  }
}
