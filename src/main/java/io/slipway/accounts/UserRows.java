package io.slipway.accounts;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.transaction.annotation.Transactional;

/// Live accounts only: a deleted one is found by nothing.
interface UserRows extends JpaRepository<AppUser, Long> {

    /// By the key alone: in the statement, the condition would make other indexes look as good (docs/adr/0007).
    default Optional<AppUser> findLive(long id) {
        return findById(id).filter(AppUser::isLive);
    }

    Optional<AppUser> findByNameAndDeletedAtIsNull(String name);

    @Query("SELECT u FROM AppUser u WHERE lower(u.email) = lower(:email) AND u.deletedAt IS NULL")
    Optional<AppUser> findByEmail(String email);

    @Query("SELECT u FROM AppUser u WHERE u.deletedAt IS NULL AND u.name > :after"
            + " AND (locate(:part, u.name) > 0 OR locate(:part, lower(u.email)) > 0) ORDER BY u.name")
    List<AppUser> page(String part, String after, Limit limit);

    boolean existsByAdministratorTrueAndDeletedAtIsNull();

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("SELECT u FROM AppUser u WHERE u.id = :id AND u.deletedAt IS NULL")
    Optional<AppUser> lock(long id);

    /// Those who can act, locked in one order: who takes the right from one of them sees how many are left.
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("SELECT u FROM AppUser u WHERE u.administrator AND u.disabledAt IS NULL AND u.deletedAt IS NULL"
            + " ORDER BY u.id")
    List<AppUser> lockAdministrators();

    @Transactional
    @Modifying
    @Query("UPDATE AppUser u SET u.passwordHash = :stronger WHERE u.id = :id AND u.passwordHash = :hash")
    int rehash(long id, String hash, String stronger);
}
