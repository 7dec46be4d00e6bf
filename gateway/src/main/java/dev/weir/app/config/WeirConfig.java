package dev.weir.app.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Everything `weir.yaml` may say. Keys in the file are the component names in snake case; every
/// part has defaults, so that an empty file is a valid one.
public record WeirConfig(
    @Meaning("where the two planes listen") Listen listen,
    @Meaning("encryption of the two planes") TlsPart tls,
    @Meaning("the pages for people") ConsolePart console,
    @Meaning("directory of journal, facts and ledger database") Path data,
    @Meaning("how calls are written down") JournalPart journal,
    @Meaning("limits of one call") EdgePart edge,
    @Meaning("limits towards providers") UpstreamPart upstream,
    @Meaning("by name, the name that price books and reports use")
        Map<String, ProviderPart> providers,
    @Meaning("where calls may go, and what they may try") RoutingPart routing,
    @Meaning("figures that come after their calls") CorrectionsPart corrections,
    @Meaning("where bills and provider usage come from besides files") BillsPart bills,
    @Meaning("where alerts go besides the log") AlertsPart alerts,
    @Meaning("what a collector of traces is told") TelemetryPart telemetry,
    @Meaning("how it starts") StartPart start,
    @Meaning("how it ends when it is told to") ShutdownPart shutdown,
    @Meaning("what is logged, how and where") LogsPart logs) {

  public static final WeirConfig DEFAULT =
      new WeirConfig(
          Listen.DEFAULT,
          TlsPart.DEFAULT,
          ConsolePart.DEFAULT,
          Path.of(".weir"),
          JournalPart.DEFAULT,
          EdgePart.DEFAULT,
          UpstreamPart.DEFAULT,
          Map.of(),
          RoutingPart.DEFAULT,
          CorrectionsPart.DEFAULT,
          BillsPart.DEFAULT,
          AlertsPart.DEFAULT,
          TelemetryPart.DEFAULT,
          StartPart.DEFAULT,
          ShutdownPart.DEFAULT,
          LogsPart.DEFAULT);

  public WeirConfig {
    providers = Collections.unmodifiableMap(new LinkedHashMap<>(providers));
    for (Map.Entry<String, SourcePart> source : bills.sources().entrySet()) {
      requireProvider(source.getKey(), source.getValue(), providers.keySet());
    }
  }

  /// Keys are compared with the traffic of a provider that there is.
  private static void requireProvider(String name, SourcePart source, Set<String> providers) {
    String provider = source.provider().isEmpty() ? name : source.provider();
    boolean named = !source.provider().isEmpty() || !source.gatewayKeys().isEmpty();
    if (named && !providers.contains(provider)) {
      throw new IllegalArgumentException(
          "bills.sources.%s.provider must be one of the configured providers %s, was '%s'"
              .formatted(name, providers, provider));
    }
  }
}
