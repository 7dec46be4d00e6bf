package dev.weir.view.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/// `weir prices`: the price book.
@Command(name = "prices", description = "List, show and import prices; set contract prices.")
public final class PricesVerb {
  private static final List<Column> CATALOGUES =
      List.of(
          Column.text("catalogue", "name"),
          Column.number("version", "version"),
          Column.time("imported", "imported"),
          Column.number("models", "models"),
          Column.number("contracts", "contracts"),
          Column.time("in force since", "at"));

  private static final List<Column> MODELS =
      List.of(
          Column.text("provider", "provider"),
          Column.text("model", "model"),
          Column.text("meter", "meter"),
          Column.text("tier", "tier"),
          Column.text("scope", "scope"),
          Column.number("above input tokens", "above_input_tokens"),
          Column.usd("USD", "usd"),
          Column.number("amount", "amount"),
          Column.text("currency", "currency"),
          Column.number("per units", "per"),
          Column.time("from", "from"),
          Column.time("until", "to"),
          Column.text("from (daily)", "daily_from"),
          Column.text("until (daily)", "daily_to"),
          Column.text("catalogue", "catalogue"),
          Column.text("source", "source"));

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
                ? session.list(format, api.get(Api.path("prices")), "catalogues", CATALOGUES)
                : models(format, api, provider.get()));
  }

  private int models(FormatOption format, Api api, String provider) {
    JsonNode answer = api.get(Api.path("models") + "?provider=" + Api.encoded(provider));
    if (format.format() == FormatOption.Format.JSON) {
      return session.show(answer);
    }
    ObjectNode page = Json.object();
    ArrayNode rows = page.putArray("rows");
    for (JsonNode model : answer.path("models")) {
      for (JsonNode price : model.path("prices")) {
        ObjectNode row = ((ObjectNode) price).deepCopy();
        row.put("provider", model.path("provider").asText());
        row.put("model", model.path("id").asText());
        row.put("catalogue", model.path("catalogue").asText());
        rows.add(row);
      }
    }
    return session.list(format, page, "rows", MODELS);
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
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    String content = session.content(file);
    Query query = new Query();
    form.ifPresent(written -> query.add("format", written.code));
    observed.ifPresent(day -> query.add("observed_at", Written.day("--observed-at", day)));
    why.why().ifPresent(text -> query.add("why", text));
    String path = Api.path("prices", "import") + query.text();
    return session.on(
        where, api -> session.show(Json.read(api.text("POST", path, content, "application/json"))));
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
    String path = Api.path("contracts") + Api.why(why.why());
    return session.on(
        where,
        api ->
            session.show(
                content.isEmpty()
                    ? api.get(Api.path("contracts"))
                    : Json.read(api.text("PUT", path, content.get(), "application/json"))));
  }
}
