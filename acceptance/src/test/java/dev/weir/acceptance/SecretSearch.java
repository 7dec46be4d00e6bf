package dev.weir.acceptance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;

/// The secrets that a gateway was given or gave away, and the search for them in all it writes: its
/// output, its files, its metrics and what the control plane answers. Thread-safe.
///
/// [GatewayProcess] has one from its start to its end, so that every test searches its gateways.
final class SecretSearch {
  /// Of applications and operators, as Weir makes them.
  private static final Pattern KEY = Pattern.compile("\\bw[ka]_[A-Za-z0-9_-]{32,}");

  private final Canaries planted = new Canaries();
  private final Set<String> found = new ConcurrentSkipListSet<>();

  /// @param secrets variables of the gateway's environment
  static SecretSearch forGateway(Map<String, String> secrets) {
    SecretSearch search = new SecretSearch();
    search.plant("the cookie of applications", Application.COOKIE);
    search.plant("the prompt of applications", Application.PROMPT);
    search.plant("a header of applications", Application.HEADER);
    secrets.forEach((variable, text) -> search.plant("the variable " + variable, text));
    return search;
  }

  /// Searches for this too from now on.
  ///
  /// @param what it is, as a finding calls it
  void plant(String what, String secret) {
    planted.add(what, secret);
  }

  /// Searches from now on for the keys that are shown here, once, to whoever had them made.
  void plantKeysIn(String text) {
    KEY.matcher(text)
        .results()
        .forEach(key -> plant("the key " + key.group().substring(0, 7) + "…", key.group()));
  }

  void look(String where, String text) {
    found.addAll(planted.in(where, text));
  }

  /// Searches the files below a directory, if there is one.
  void lookBelow(Path directory) {
    if (Files.exists(directory)) {
      found.addAll(planted.below(directory));
    }
  }

  /// Fails if anything was found: tells what and where, and never the secret.
  void expectNothing() {
    if (!found.isEmpty()) {
      throw new AssertionError("a gateway wrote down secrets: " + found);
    }
  }
}
