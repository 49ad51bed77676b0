package dev.rayport.tenant;

import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;

interface AccountRepository extends JpaRepository<Account, String> {

  Optional<Account> findByName(String name);

  boolean existsByName(String name);
}
