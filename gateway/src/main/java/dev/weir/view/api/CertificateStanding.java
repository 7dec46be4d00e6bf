package dev.weir.view.api;

import java.time.Instant;
import java.util.Optional;

/// The certificate that one plane shows to its clients.
///
/// @param plane `data_plane` or `control_plane`
/// @param subject whom it names
/// @param notAfter when it ends to be valid
/// @param failure why what its files hold now is not used in its place
public record CertificateStanding(
    String plane, String subject, Instant notAfter, Optional<String> failure) {}
