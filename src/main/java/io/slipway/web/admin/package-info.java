/// The administration: accounts, organisations and the audit log. Auditors see it without being able to change
/// anything.
@NullMarked
package io.slipway.web.admin;

import org.jspecify.annotations.NullMarked;
