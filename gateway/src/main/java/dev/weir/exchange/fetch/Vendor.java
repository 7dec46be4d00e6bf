package dev.weir.exchange.fetch;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Who says what was used and what it costs: by an administration API, or, as clouds do, by exports
/// into a storage.
public enum Vendor {
  OPENAI(Optional.of(Api.OPENAI)),
  ANTHROPIC(Optional.of(Api.ANTHROPIC)),
  AWS(Optional.empty()),
  AZURE(Optional.empty());

  private final Optional<Api> api;

  Vendor(Optional<Api> api) {
    this.api = api;
  }

  /// The name in the configuration, and of the provider in what is fetched.
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether it exports into a storage.
  public boolean isCloud() {
    return api.isEmpty();
  }

  /// Where it is asked unless something else is said; nowhere in a cloud.
  public Optional<URI> url() {
    return api.map(Api::url);
  }

  /// The reports of its API with these names, all for none; costs first.
  ///
  /// @throws IllegalArgumentException naming the one that does not exist
  public List<Report> reports(List<String> names) {
    List<Report> all = api.map(Api::reports).orElse(List.of());
    List<String> known = all.stream().map(Report::name).toList();
    for (String name : names) {
      if (isCloud()) {
        throw new IllegalArgumentException(
            "a report of %s is not chosen, all of its exports are fetched; was '%s'"
                .formatted(code(), name));
      }
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "a report of %s is one of %s, was '%s'"
                .formatted(code(), String.join(", ", known), name));
      }
    }
    return all.stream().filter(report -> names.isEmpty() || names.contains(report.name())).toList();
  }
}
