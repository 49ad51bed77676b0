package dev.rayport.tenant;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.transaction.annotation.Transactional;

interface ApiTokenRepository
    extends JpaRepository<ApiToken, String>, JpaSpecificationExecutor<ApiToken> {

  Optional<ApiToken> findByHash(String hash);

  Optional<ApiToken> findByIdAndAccountIdAndTenantId(String id, String accountId, String tenantId);

  List<ApiToken> findByAccountId(String accountId);

  void deleteByAccountId(String accountId);

  /** Beside the entity, so that parallel requests with one token do not collide on its version. */
  @Transactional
  @Modifying
  @Query("update ApiToken t set t.lastUsedAt = :now where t.id = :id")
  void used(String id, Instant now);

  @Transactional
  @Modifying
  @Query("delete from ApiToken t where t.expiresAt <= :now")
  int deleteExpired(Instant now);
}
