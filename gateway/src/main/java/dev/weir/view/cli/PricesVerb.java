package dev.weir.view.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/// `weir prices`: the price book.
@Command(
    name = "prices",
    description = "List, import, compare and explain prices; decide where sources differ.")
public final class PricesVerb {
  /// A catalogue's form.
  enum Form {
    WEIR("weir"),
    GENAI("genai-prices"),
    LITELLM("litellm");

    private final String code;

    Form(String code) {
      this.code = code;
    }

    /// Reads the names of the API; `genai` is short for `genai-prices`.
    static final class ByCode implements ITypeConverter<Form> {
      @Override
      public Form convert(String text) {
        String asked = text.equalsIgnoreCase("genai") ? GENAI.code : text;
        for (Form form : values()) {
          if (form.code.equalsIgnoreCase(asked)) {
            return form;
          }
        }
        throw new TypeConversionException(
            "is one of weir, genai-prices, litellm, was '%s'".formatted(text));
      }
    }
  }

  private final Session session;

  public PricesVerb(Session session) {
    this.session = session;
  }

  @Command(description = "The catalogues of the price book, or the prices of a provider's models.")
  int list(
      @Option(names = "--provider", paramLabel = "NAME", description = "List its models instead.")
          Optional<String> provider,
      @Mixin ServerOption where,
      @Mixin FormatOption format) {
    return session.on(
        where,
        api ->
            provider.isEmpty()
                ? session.list(
                    format, api.get(Api.path("prices")), "catalogues", PriceRows.CATALOGUES)
                : models(format, api, provider.get()));
  }

  private int models(FormatOption format, Api api, String provider) {
    JsonNode answer = api.get(Api.path("models") + "?provider=" + Api.encoded(provider));
    if (format.format() == FormatOption.Format.JSON) {
      return session.show(answer);
    }
    return session.list(format, PriceRows.models(answer), "rows", PriceRows.MODELS);
  }

  @Command(description = "One catalogue, in Weir's format.")
  int show(@Parameters(paramLabel = "CATALOGUE") String name, @Mixin ServerOption where) {
    return session.on(where, api -> session.show(api.get(Api.path("prices", name))));
  }

  @Command(
      name = "import",
      description = "Put a catalogue in force; prints what it could not take.")
  int load(
      @Parameters(paramLabel = "FILE") Path file,
      @Option(
              names = "--format",
              paramLabel = "weir|genai-prices|litellm",
              converter = Form.ByCode.class,
              description = "How FILE is written; weir if not said.")
          Optional<Form> form,
      @Option(names = "--observed-at", paramLabel = "DATE", description = "Day it was fetched.")
          Optional<String> observed,
      @Option(names = "--dry-run", description = "List what would change, and change nothing.")
          boolean isDry,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    String content = session.content(file);
    Query query = new Query();
    form.ifPresent(written -> query.add("format", written.code));
    observed.ifPresent(day -> query.add("observed_at", Written.day("--observed-at", day)));
    if (isDry) {
      return preview(Api.path("price-book", "preview") + query.text(), content, where);
    }
    why.why().ifPresent(text -> query.add("why", text));
    String path = Api.path("prices", "import") + query.text();
    return session.on(
        where, api -> session.show(Json.read(api.text("POST", path, content, "application/json"))));
  }

  private int preview(String path, String content, ServerOption where) {
    return session.on(
        where,
        api ->
            session.list(
                new FormatOption(),
                PriceRows.diff(Json.read(api.text("POST", path, content, "application/json"))),
                "rows",
                PriceRows.DIFF));
  }

  @Command(description = "Show the contract prices, or replace them by those of FILE.")
  int contract(
      @Parameters(
              paramLabel = "FILE",
              arity = "0..1",
              description = "JSON: {\"contracts\": […]}; docs/pricing.md.")
          Optional<Path> file,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    Optional<String> content = file.map(session::content);
    String path = Api.path("contracts") + why.query();
    return session.on(
        where,
        api ->
            session.show(
                content.isEmpty()
                    ? api.get(Api.path("contracts"))
                    : Json.read(api.text("PUT", path, content.get(), "application/json"))));
  }

  @Command(
      description =
          "Read the lists of prices anew that were named before, or those that are named now.")
  int update(
      @Option(
              names = "--from",
              split = ",",
              paramLabel = "FORMAT=LOCATION",
              description = "A file or an address; these are remembered for the next time.")
          List<String> from,
      @Mixin WhyOption why,
      @Mixin ServerOption where,
      @Mixin FormatOption format) {
    List<PriceSource> named =
        from == null
            ? List.of()
            : from.stream().map(text -> PriceSource.written(text, session.terminal())).toList();
    return session.on(
        where,
        api ->
            session.list(
                format,
                new PriceUpdate(api, session.terminal(), why.why()).of(named),
                "imports",
                PriceRows.IMPORTS));
  }

  @Command(description = "What two versions of prices differ in.")
  int diff(
      @Parameters(
              paramLabel = "A",
              description = "A version of the price book (sha256:…), or of a catalogue (NAME@3).")
          String from,
      @Parameters(
              paramLabel = "B",
              arity = "0..1",
              description = "Likewise; what is in force if not said.")
          Optional<String> to,
      @Mixin ServerOption where,
      @Mixin FormatOption format) {
    Query query = new Query();
    query.add("from", from);
    to.ifPresent(text -> query.add("to", text));
    String path = Api.path("price-book", "diff") + query.text();
    return session.on(where, api -> listed(format, api.get(path), PriceRows::diff, PriceRows.DIFF));
  }

  @Command(description = "Every price that catalogues ever stated for a model, and who decided.")
  int history(
      @Parameters(paramLabel = "MODEL") String model,
      @Option(names = "--provider", paramLabel = "NAME", description = "As the book names it.")
          Optional<String> provider,
      @Mixin ServerOption where,
      @Mixin FormatOption format) {
    Query query = new Query();
    query.add("model", model);
    provider.ifPresent(text -> query.add("provider", text));
    String path = Api.path("price-book", "history") + query.text();
    return session.on(
        where,
        api -> {
          JsonNode answer = api.get(path);
          int code = listed(format, answer, PriceRows::history, PriceRows.HISTORY);
          boolean isTable = format.format() == FormatOption.Format.TABLE;
          return isTable && !answer.path("decisions").isEmpty()
              ? session.list(format, PriceRows.history(answer), "decisions", PriceRows.DECISIONS)
              : code;
        });
  }

  @Command(description = "What each part of a call's charge was priced with.")
  int explain(
      @Parameters(paramLabel = "CALL") String call,
      @Mixin ServerOption where,
      @Mixin FormatOption format) {
    return session.on(
        where,
        api ->
            listed(
                format,
                api.get(Api.path("calls", call, "prices")),
                PriceRows::charge,
                PriceRows.CHARGE));
  }

  @Command(description = "Prices nobody has looked up for long; those that cost most first.")
  int stale(
      @Option(
              names = "--older-than",
              paramLabel = "DAYS",
              description = "As '30d'; what the settings say if not said.")
          Optional<String> olderThan,
      @Mixin ServerOption where,
      @Mixin FormatOption format) {
    Query query = new Query();
    olderThan
        .map(text -> Written.days("--older-than", text))
        .ifPresent(days -> query.add("older_than_days", Long.toString(days)));
    String path = Api.path("price-book", "stale") + query.text();
    return session.on(
        where, api -> listed(format, api.get(path), PriceRows::stale, PriceRows.STALE));
  }

  @Command(description = "Prices about which sources differ by more than 1 %%.")
  int disputes(
      @Option(
              names = "--state",
              paramLabel = "open|accepted|kept|all",
              description = "Open ones if not said.")
          Optional<String> state,
      @Mixin ServerOption where,
      @Mixin FormatOption format) {
    Query query = new Query();
    state.ifPresent(text -> query.add("state", text));
    String path = Api.path("price-book", "disputes") + query.text();
    return session.on(
        where, api -> listed(format, api.get(path), PriceRows::disputes, PriceRows.DISPUTES));
  }

  @Command(description = "Put what a source states in force, where sources differ.")
  int accept(
      @Parameters(paramLabel = "DISPUTE", arity = "1..*") List<String> disputes,
      @Option(
              names = "--from",
              paramLabel = "CATALOGUE",
              description = "The source to accept, where several contradict the price in force.")
          Optional<String> from,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    ObjectNode decision = Json.object().put("decision", "accept");
    from.ifPresent(source -> decision.put("from", source));
    return decide(decision, disputes, why, where);
  }

  @Command(description = "Keep the price in force, where sources differ.")
  int keep(
      @Parameters(paramLabel = "DISPUTE", arity = "1..*") List<String> disputes,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    return decide(Json.object().put("decision", "keep"), disputes, why, where);
  }

  private int decide(
      ObjectNode decision, List<String> disputes, WhyOption why, ServerOption where) {
    return session.on(
        where,
        api -> {
          for (String dispute : disputes) {
            String path = Api.path("price-book", "disputes", dispute) + why.query();
            session.changed(api.change("POST", path, decision));
          }
          return Exit.OK;
        });
  }

  private int listed(
      FormatOption format,
      JsonNode answer,
      Function<JsonNode, ObjectNode> rows,
      List<Column> columns) {
    return format.format() == FormatOption.Format.JSON
        ? session.show(answer)
        : session.list(format, rows.apply(answer), "rows", columns);
  }
}
