/// `weir doctor`: everything that may need attention, in one look.
///
/// Owns: what is looked at on this machine ([MachineChecks], [DiskForecast]), at the providers
/// ([ProviderProbe]) and through the API ([GatewayChecks]), and when it needs attention. Does not
/// own: how the gateway judges itself ([dev.weir.app.Health]). Always true: nothing is changed; no
/// request is sent to a provider, and no key; a secret is never shown. Limits: all providers
/// together get three seconds. May import: everything.
@NullMarked
package dev.weir.app.doctor;

import org.jspecify.annotations.NullMarked;
