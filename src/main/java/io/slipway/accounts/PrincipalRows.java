package io.slipway.accounts;

import org.springframework.data.jpa.repository.JpaRepository;

interface PrincipalRows extends JpaRepository<Principal, Long> {}
