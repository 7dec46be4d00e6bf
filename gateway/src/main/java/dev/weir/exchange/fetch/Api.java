package dev.weir.exchange.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.base.http.Headers;
import dev.weir.base.http.OutboundRequest;
import dev.weir.exchange.bill.Form;
import dev.weir.exchange.bill.Reading.Period;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An administration API that tells of days. Times, names and groups are those of the vendors'
/// published references: OpenAI's usage and costs, Anthropic's usage and cost reports.
enum Api {
  OPENAI("https://api.openai.com"),
  ANTHROPIC("https://api.anthropic.com");

  private static final String VERSION_OF_ANTHROPIC = "2023-06-01";

  /// Buckets of a page: what every report allows for days.
  private static final int BUCKETS_MAX = 31;

  private static final List<Report> OF_OPENAI = ofOpenAi();
  private static final List<Report> OF_ANTHROPIC =
      List.of(
          new Report.Daily(
              ANTHROPIC,
              "costs",
              Form.ANTHROPIC_COSTS,
              "/v1/organizations/cost_report",
              List.of("workspace_id", "description")),
          new Report.Daily(
              ANTHROPIC,
              "messages",
              Form.ANTHROPIC_USAGE,
              "/v1/organizations/usage_report/messages",
              List.of("api_key_id", "workspace_id", "model", "service_tier", "context_window")));

  private final URI url;

  Api(String url) {
    this.url = URI.create(url);
  }

  private static List<Report> ofOpenAi() {
    List<Report> reports = new ArrayList<>();
    reports.add(
        new Report.Daily(
            OPENAI,
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

  private static Report.Daily usage(String name, String... groups) {
    return new Report.Daily(
        OPENAI, name, Form.OPENAI_USAGE, "/v1/organization/usage/" + name, List.of(groups));
  }

  /// Where it is asked unless something else is said.
  URI url() {
    return url;
  }

  /// All there are; costs first.
  List<Report> reports() {
    return switch (this) {
      case OPENAI -> OF_OPENAI;
      case ANTHROPIC -> OF_ANTHROPIC;
    };
  }

  /// The query for some days of a report.
  ///
  /// @param page what the page before said
  String query(Report.Daily report, Period days, Optional<String> page) {
    StringBuilder text = new StringBuilder();
    switch (this) {
      case OPENAI -> {
        add(text, '?', "start_time", Long.toString(start(days.from()).getEpochSecond()));
        add(text, '&', "end_time", Long.toString(start(days.to()).getEpochSecond()));
      }
      case ANTHROPIC -> {
        add(text, '?', "starting_at", start(days.from()).toString());
        add(text, '&', "ending_at", start(days.to()).toString());
      }
    }
    add(text, '&', "bucket_width", "1d");
    add(text, '&', "limit", Integer.toString(BUCKETS_MAX));
    report.groups().forEach(group -> add(text, '&', "group_by[]", group));
    page.ifPresent(cursor -> add(text, '&', "page", cursor));
    return text.toString();
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static void add(StringBuilder text, char before, String name, String value) {
    text.append(before)
        .append(URLEncoder.encode(name, UTF_8))
        .append('=')
        .append(URLEncoder.encode(value, UTF_8));
  }

  /// Has a request say who asks.
  OutboundRequest present(OutboundRequest plain, String key) {
    return plain.with(
        switch (this) {
          case OPENAI -> Headers.of("authorization", "Bearer " + key);
          case ANTHROPIC -> Headers.of("x-api-key", key, "anthropic-version", VERSION_OF_ANTHROPIC);
        });
  }
}
