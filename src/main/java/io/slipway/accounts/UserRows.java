package io.slipway.accounts;

import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;

interface UserRows extends JpaRepository<AppUser, Long> {

    Optional<AppUser> findByName(String name);

    boolean existsByAdministratorTrue();
}
