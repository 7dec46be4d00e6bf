package dev.weir.app.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// People who are told of alerts by e-mail.
public record MailPart(
    @Meaning("what they are called in standings and metrics") String name,
    @Meaning("the mail server, `host:port`; 587 as a rule, 465 with `tls`") HostPort server,
    @Meaning("how the connection is secured: from the start, by `STARTTLS`, or not at all")
        Security security,
    @Meaning("user the mail server asks for") Optional<String> user,
    @Meaning("password of that user") Optional<SecretReference> password,
    @Meaning("sender of the mails, an address") String from,
    @Meaning("whom they go to, addresses") List<String> to,
    @Meaning("PEM file of the only authorities trusted; none = the JVM's") Optional<Path> ca) {
  public static final Map<String, Object> DEFAULTS =
      Map.of(
          "security",
          Security.STARTTLS,
          "user",
          Optional.empty(),
          "password",
          Optional.empty(),
          "ca",
          Optional.empty());

  /// How the connection to a mail server is secured.
  public enum Security {
    STARTTLS,
    TLS,
    NONE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public MailPart {
    to = List.copyOf(to);
    Require.between("port", server.port(), 1, 65_535);
    if (user.isPresent() != password.isPresent()) {
      throw new IllegalArgumentException("user and password are given both or not at all");
    }
    if (security == Security.NONE && user.isPresent()) {
      throw new IllegalArgumentException(
          "a password is sent encrypted: security is starttls or tls, was none");
    }
  }
}
