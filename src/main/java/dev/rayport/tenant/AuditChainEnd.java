package dev.rayport.tenant;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The last link of the audit log's chain; there is one row. */
@Entity
@Table(name = "audit_chain")
class AuditChainEnd {

  static final int ONLY = 1;

  @Id private int id = ONLY;
  private long sequenceNumber;
  private String seal = "";

  protected AuditChainEnd() {}

  long number() {
    return sequenceNumber;
  }

  String seal() {
    return seal;
  }

  void move(long number, String with) {
    this.sequenceNumber = number;
    this.seal = with;
  }
}
