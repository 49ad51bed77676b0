package dev.rayport.base.ui;

import java.util.Collection;
import java.util.Map;

/** A door: a sentence beside a state in a list, such as the first hint of a failed job. */
public interface ReasonSource {

  /** {@code cluster} or {@code job}. */
  String objectKind();

  /** Sentences by object id, for those that have one; one query for the whole page of a list. */
  Map<String, String> reasons(Collection<String> objectIds);
}
