package io.slipway.accounts;

import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;

interface UserRows extends JpaRepository<AppUser, Long> {

    Optional<AppUser> findByName(String name);

    List<AppUser> findByNameGreaterThanOrderByName(String name, Limit limit);

    boolean existsByAdministratorTrue();
}
