package dev.weir.exchange.fetch;

import dev.weir.base.http.Headers;
import dev.weir.exchange.bill.Form;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Whose administration API is asked. Times, names and groups are those of the vendors' published
/// references: OpenAI's usage and costs, Anthropic's usage and cost reports.
public enum Vendor {
  OPENAI("https://api.openai.com"),
  ANTHROPIC("https://api.anthropic.com");

  private static final String VERSION_OF_ANTHROPIC = "2023-06-01";
  private static final List<Report> OF_OPENAI = ofOpenAi();
  private static final List<Report> OF_ANTHROPIC =
      List.of(
          new Report(
              "costs",
              Form.ANTHROPIC_COSTS,
              "/v1/organizations/cost_report",
              List.of("workspace_id", "description")),
          new Report(
              "messages",
              Form.ANTHROPIC_USAGE,
              "/v1/organizations/usage_report/messages",
              List.of("api_key_id", "workspace_id", "model", "service_tier", "context_window")));

  private final URI url;

  Vendor(String url) {
    this.url = URI.create(url);
  }

  private static List<Report> ofOpenAi() {
    List<Report> reports = new ArrayList<>();
    reports.add(
        new Report(
            "costs",
            Form.OPENAI_COSTS,
            "/v1/organization/costs",
            List.of("project_id", "line_item", "api_key_id")));
    List<String> byModel = List.of("project_id", "api_key_id", "model");
    reports.add(usage("completions", "project_id", "api_key_id", "model", "batch", "service_tier"));
    for (String report :
        List.of(
            "embeddings",
            "moderations",
            "images",
            "audio_speeches",
            "audio_transcriptions",
            "web_search_calls")) {
      reports.add(usage(report, byModel.toArray(String[]::new)));
    }
    reports.add(usage("file_search_calls", "project_id", "api_key_id", "vector_store_id"));
    reports.add(usage("vector_stores", "project_id"));
    reports.add(usage("code_interpreter_sessions", "project_id"));
    return List.copyOf(reports);
  }

  private static Report usage(String name, String... groups) {
    return new Report(name, Form.OPENAI_USAGE, "/v1/organization/usage/" + name, List.of(groups));
  }

  /// The name in the configuration, and of the provider in what is fetched.
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Where it is asked unless something else is said.
  public URI url() {
    return url;
  }

  /// All there are; costs first.
  public List<Report> reports() {
    return switch (this) {
      case OPENAI -> OF_OPENAI;
      case ANTHROPIC -> OF_ANTHROPIC;
    };
  }

  /// Those of these names, all for none.
  ///
  /// @throws IllegalArgumentException naming the one that does not exist
  public List<Report> reports(List<String> names) {
    List<String> known = reports().stream().map(Report::name).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "a report of %s is one of %s, was '%s'"
                .formatted(code(), known.stream().collect(Collectors.joining(", ")), name));
      }
    }
    return reports().stream()
        .filter(report -> names.isEmpty() || names.contains(report.name()))
        .toList();
  }

  /// Says who asks.
  Headers headers(String key) {
    return switch (this) {
      case OPENAI -> Headers.of("authorization", "Bearer " + key);
      case ANTHROPIC -> Headers.of("x-api-key", key, "anthropic-version", VERSION_OF_ANTHROPIC);
    };
  }
}
