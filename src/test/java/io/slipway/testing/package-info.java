/// What tests of several modules share: a database and a data folder of their own.
package io.slipway.testing;
