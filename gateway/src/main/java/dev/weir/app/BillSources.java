package dev.weir.app;

import dev.weir.app.config.SourcePart;
import dev.weir.app.config.WeirConfig;
import dev.weir.base.http.Transport;
import dev.weir.exchange.cloud.Storage;
import dev.weir.exchange.fetch.Fetching;
import dev.weir.exchange.fetch.Report;
import dev.weir.exchange.fetch.Source;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// The configured sources of bills, in the words of their room.
final class BillSources {
  private BillSources() {}

  /// Nothing is asked yet, and no secret looked up.
  static Fetching of(WeirConfig config, Map<String, String> environment, Fetching.Parts parts) {
    List<Source> sources = new ArrayList<>();
    config.bills().sources().forEach((name, each) -> sources.add(source(name, each, environment)));
    return new Fetching(sources, parts);
  }

  private static Source source(String name, SourcePart part, Map<String, String> environment) {
    String key = "bills.sources." + name;
    URI url = part.url().or(part.family()::url).orElseThrow();
    var _ = Egress.origin(key + ".url", url, "source of bills");
    return new Source(
        name,
        part.family(),
        url,
        secret(key, part, environment),
        reports(part),
        part.every(),
        part.backDays(),
        part.provider().isEmpty() ? name : part.provider(),
        Set.copyOf(part.gatewayKeys()),
        () -> transport(key, part, environment));
  }

  private static List<Report> reports(SourcePart part) {
    return switch (part.family()) {
      case OPENAI, ANTHROPIC -> part.family().reports(part.reports());
      case AWS -> List.of(new Report.Exports(new Storage.S3(part.region()), part.prefix()));
      case AZURE -> List.of(new Report.Exports(new Storage.Blob(), part.prefix()));
    };
  }

  private static Transport transport(String key, SourcePart part, Map<String, String> environment) {
    try {
      return Egress.transport(part.tls(), part.proxy(), false, environment);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(key + ": " + wrong.getMessage(), wrong);
    }
  }

  private static Supplier<String> secret(
      String key, SourcePart part, Map<String, String> environment) {
    return () -> {
      try {
        return part.key().resolve(environment::get);
      } catch (IllegalArgumentException missing) {
        throw new IllegalArgumentException(key + ".key: " + missing.getMessage(), missing);
      }
    };
  }
}
