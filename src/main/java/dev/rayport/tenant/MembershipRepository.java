package dev.rayport.tenant;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;

interface MembershipRepository extends JpaRepository<Membership, String> {

  List<Membership> findByAccountIdOrderByTenantId(String accountId);

  Optional<Membership> findByAccountIdAndTenantId(String accountId, String tenantId);
}
