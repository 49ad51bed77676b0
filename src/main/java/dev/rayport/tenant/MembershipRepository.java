package dev.rayport.tenant;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface MembershipRepository extends JpaRepository<Membership, String> {

  List<Membership> findByAccountIdOrderByTenantId(String accountId);

  List<Membership> findByAccountIdInOrderByTenantId(Collection<String> accountIds);

  Optional<Membership> findByAccountIdAndTenantId(String accountId, String tenantId);

  /** Who belongs to these tenants, by name. */
  @Query(
      """
      select new dev.rayport.tenant.Member(m.tenantId, a.name, m.role, a.enabled, m.createdAt)
      from Membership m join Account a on a.id = m.accountId
      where m.tenantId in :tenants order by a.name
      """)
  List<Member> members(Collection<String> tenants);
}
