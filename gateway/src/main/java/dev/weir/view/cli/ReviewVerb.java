package dev.weir.view.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `weir review`: the monthly review, from its draft to what became of its decisions.
@Command(
    name = "review",
    description = "Hold monthly reviews: what was it worth, and what is done next.")
public final class ReviewVerb {
  private static final String MONTH = "MONTH";
  private static final String REVIEWS = "reviews";
  private static final List<Column> LIST =
      List.of(
          Column.text("month", "month"),
          Column.time("held at", "held_at"),
          Column.text("by", "who"),
          Column.number("decisions", "decisions"),
          Column.text("sha256", "sha256"));

  private static final List<Column> ADVICE =
      List.of(
          Column.text("use case", "use_case"),
          Column.text("recommendation", "recommendation"),
          Column.percent("wrong with probability", "misclassified"),
          Column.text("since", "signalled"),
          Column.text("why", "why"),
          Column.number("budget USD", "budget_usd"),
          Column.number("saving USD", "saving_usd"));

  private static final List<Column> DECISIONS =
      List.of(
          Column.text("month", "month"),
          Column.text("use case", "use_case"),
          Column.text("decision", "decision"),
          Column.text("standing", "standing"),
          Column.text("owner", "owner"),
          Column.text("due", "due"),
          Column.text("change", "change"),
          Column.text("rule changed", "changed_rule"),
          Column.number("latency days", "latency_days"));

  private static final List<Column> RESTATEMENTS =
      List.of(
          Column.text("table", "table"),
          Column.text("of", "of"),
          Column.text("figure", "figure"),
          Column.number("held", "held"),
          Column.number("today", "today"),
          Column.number("difference", "difference"));

  private static final List<Column> PAST =
      List.of(
          Column.text("use case", "use_case"),
          Column.text("month", "month"),
          Column.text("recommendation", "recommendation"),
          Column.percent("wrong with probability", "misclassified"),
          Column.number("later USD", "later_usd"),
          Column.text("came true", "came_true"));

  private final Session session;

  public ReviewVerb(Session session) {
    this.session = session;
  }

  @Command(
      description = "What a review of MONTH would look at now; a table has what is recommended.")
  int draft(
      @Parameters(paramLabel = MONTH) String month,
      @Mixin FormatOption format,
      @Mixin ServerOption where) {
    String path = Api.path(REVIEWS, month(month), "draft");
    return session.on(where, api -> session.list(format, api.get(path), "recommendations", ADVICE));
  }

  @Command(
      description = {
        "Hold the review of MONTH: freeze its pack and the decisions of FILE, for ever.",
        "FILE is JSON: {\"decisions\": […], \"narrative\": \"…\"}."
      })
  int hold(
      @Parameters(paramLabel = MONTH) String month,
      @Parameters(paramLabel = "FILE") Path file,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    String content = session.content(file);
    String path = Api.path(REVIEWS, month(month)) + why.query();
    return session.on(
        where,
        api -> {
          JsonNode held = Json.read(api.text("POST", path, content, "application/json"));
          session.print(
              "review of %s held, %d decisions; sha256 %s\n"
                  .formatted(
                      held.path("month").asText(),
                      held.path("decisions").size(),
                      held.path("sha256").asText()));
          return Exit.OK;
        });
  }

  @Command(description = "A held review, with its frozen pack.")
  int show(@Parameters(paramLabel = MONTH) String month, @Mixin ServerOption where) {
    String path = Api.path(REVIEWS, month(month));
    return session.on(where, api -> session.show(api.get(path)));
  }

  /// How a review is written.
  enum Form {
    MD,
    HTML,
    CSV;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Command(description = "A held review, or else the draft, to read or to print.")
  int export(
      @Parameters(paramLabel = MONTH) String month,
      @Option(
              names = "--format",
              paramLabel = "md|html|csv",
              description = "How to write it: md, html or csv; md if not said.")
          Optional<Form> form,
      @Mixin ServerOption where) {
    String path =
        Api.path(REVIEWS, month(month), "export") + "?format=" + form.orElse(Form.MD).code();
    return session.on(
        where,
        api -> {
          session.print(api.text("GET", path, "", "application/json"));
          return Exit.OK;
        });
  }

  @Command(description = "Reviews that were held.")
  int list(@Mixin FormatOption format, @Mixin ServerOption where) {
    return session.on(
        where, api -> session.list(format, api.get(Api.path(REVIEWS)), REVIEWS, LIST));
  }

  @Command(description = "What is said of MONTH by now, less what its review froze.")
  int restatements(
      @Parameters(paramLabel = MONTH) String month,
      @Mixin FormatOption format,
      @Mixin ServerOption where) {
    String path = Api.path(REVIEWS, month(month), "restatements");
    return session.on(
        where, api -> session.list(format, api.get(path), "restatements", RESTATEMENTS));
  }

  @Command(description = "What reviews decided, and how far that is.")
  int decisions(@Mixin FormatOption format, @Mixin ServerOption where) {
    return session.on(
        where,
        api ->
            session.list(format, api.get(Api.path(REVIEWS, "decisions")), "decisions", DECISIONS));
  }

  @Command(description = "Say that a decision of the review of MONTH was carried out.")
  int done(
      @Parameters(paramLabel = MONTH) String month,
      @Parameters(paramLabel = "USE_CASE") String useCase,
      @Parameters(paramLabel = "NOTE") String note,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    ObjectNode body = Json.object().put("note", note);
    return session.change(
        "POST", Api.path(REVIEWS, month(month), "decisions", useCase, "closure"), body, why, where);
  }

  @Command(description = "What the policy would have said of past months, and what came.")
  int backtest(
      @Option(names = "--month", paramLabel = MONTH, description = "The last one, as 2026-10.")
          Optional<String> month,
      @Mixin FormatOption format,
      @Mixin ServerOption where) {
    Query query = new Query();
    query.addMonth(month);
    String path = Api.path(REVIEWS, "backtest") + query.text();
    return session.on(where, api -> session.list(format, api.get(path), "lines", PAST));
  }

  @Command(description = "What reviews judge by; with FILE, set it.")
  int policy(
      @Parameters(paramLabel = "FILE", arity = "0..1") Optional<Path> file,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    String path = Api.path(REVIEWS, "policy");
    if (file.isEmpty()) {
      return session.on(where, api -> session.show(api.get(path)));
    }
    return session.putFile(path, file.get(), why, where);
  }

  private static String month(String text) {
    return Written.month(MONTH, text).toString();
  }
}
