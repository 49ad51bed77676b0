package dev.rayport.tenant;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

interface TenantRepository extends JpaRepository<Tenant, String> {

  List<Tenant> findAllByOrderByName();

  /** Kept from others until the transaction ends. */
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select t from Tenant t where t.name = :name")
  Optional<Tenant> lock(String name);
}
