package dev.rayport.tenant;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.transaction.annotation.Transactional;

interface AccountRepository
    extends JpaRepository<Account, String>, JpaSpecificationExecutor<Account> {

  Optional<Account> findByName(String name);

  Optional<Account> findByIssuerAndSubject(String issuer, String subject);

  boolean existsByName(String name);

  /** Locked, so that of two who take away the last two only the first succeeds. */
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select a from Account a where a.administrator and a.enabled order by a.id")
  List<Account> lockAdministrators();

  /** Beside the entity: two browsers that sign in at once do not collide on its version. */
  @Transactional
  @Modifying
  @Query("update Account a set a.signedInAt = :now where a.id = :id")
  void signedIn(String id, Instant now);
}
