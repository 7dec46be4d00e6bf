package dev.weir.view.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `weir prompts`: prompts behind names.
@Command(name = "prompts", description = "Put together, label, compare and roll back prompts.")
public final class PromptsVerb {
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("prompt", "id"),
          Column.number("version", "version"),
          Column.text("model", "model"),
          Column.text("modules", "modules"),
          Column.text("labels", "labels"));
  private static final List<Column> COSTS =
      List.of(
          Column.text("module", "module"),
          Column.number("version", "version"),
          Column.number("calls", "calls"),
          Column.number("tokens", "tokens"),
          Column.usd("cost USD", "cost_usd"));

  private final Session session;

  public PromptsVerb(Session session) {
    this.session = session;
  }

  @Command(description = "Every prompt, as it is now, and what its labels hold.")
  int list(@Mixin ServerOption where, @Mixin FormatOption format) {
    return session.on(
        where, api -> session.list(format, api.get(Api.path("prompts")), "prompts", COLUMNS));
  }

  @Command(description = "One prompt with the texts of its modules.")
  int show(
      @Parameters(paramLabel = "ID") String id,
      @Option(names = "--version", paramLabel = "N", description = "The latest if not said.")
          Optional<Integer> version,
      @Mixin ServerOption where) {
    Query query = new Query();
    version.ifPresent(number -> query.add("version", number.toString()));
    return session.on(where, api -> session.show(api.get(Api.path("prompts", id) + query.text())));
  }

  @Command(description = "Put a version of a prompt; no call gets it before a label holds it.")
  int put(
      @Parameters(paramLabel = "ID") String id,
      @Option(
              names = "--module",
              required = true,
              split = ",",
              paramLabel = "MODULE[@VERSION]",
              description = "In their order; the latest version if not said.")
          List<String> modules,
      @Option(
              names = "--model",
              required = true,
              paramLabel = "NAME",
              description = "A model, a route or an alias.")
          String model,
      @Mixin GenerationOptions generation,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    ObjectNode body = Json.object().put("model", model);
    ArrayNode parts = body.putArray("modules");
    for (String module : modules) {
      int at = module.indexOf('@');
      ObjectNode part = parts.addObject().put("module", at < 0 ? module : module.substring(0, at));
      if (at >= 0) {
        part.put("version", Written.whole("--module", module.substring(at + 1)));
      }
    }
    generation.addTo(body.putObject("defaults"));
    return session.change("PUT", Api.path("prompts", id), body, why, where);
  }

  @Command(description = "Have the calls for a label get a version, or a split between labels.")
  int label(
      @Parameters(paramLabel = "ID") String id,
      @Parameters(
              paramLabel = "LABEL",
              description = "production is what calls get that name none.")
          String label,
      @Mixin LabelOptions holds,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    ObjectNode body = Json.object();
    holds.addTo(body);
    return session.change("PUT", Api.path("prompts", id, "labels", label), body, why, where);
  }

  @Command(description = "Give a label back what it held before its latest change.")
  int rollback(
      @Parameters(paramLabel = "ID") String id,
      @Parameters(paramLabel = "LABEL", arity = "0..1", defaultValue = "production") String label,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    ObjectNode body = Json.object().put("rollback", true);
    return session.change("PUT", Api.path("prompts", id, "labels", label), body, why, where);
  }

  @Command(description = "How two versions of a prompt differ.")
  int diff(
      @Parameters(paramLabel = "ID") String id,
      @Option(names = "--from", paramLabel = "N|LABEL", description = "production if not said.")
          Optional<String> from,
      @Option(names = "--to", paramLabel = "N|LABEL", description = "The latest if not said.")
          Optional<String> to,
      @Mixin ServerOption where,
      @Mixin FormatOption format) {
    Query query = new Query();
    from.ifPresent(which -> query.add("from", which));
    to.ifPresent(which -> query.add("to", which));
    return session.on(
        where,
        api -> {
          JsonNode answer = api.get(Api.path("prompts", id, "diff") + query.text());
          if (format.format() != FormatOption.Format.TABLE) {
            return session.show(answer);
          }
          session.print(PromptDiff.of(answer));
          return Exit.OK;
        });
  }

  @Command(description = "What the input of the calls for a prompt cost, by module.")
  int cost(
      @Parameters(paramLabel = "ID") String id,
      @Option(names = "--from", paramLabel = "WHEN", description = "Accepted from here on.")
          Optional<String> from,
      @Option(names = "--to", paramLabel = "WHEN", description = "Accepted before; now.")
          Optional<String> to,
      @Mixin ServerOption where,
      @Mixin FormatOption format) {
    Query query = new Query();
    from.ifPresent(when -> query.add("from", Written.moment("--from", when)));
    to.ifPresent(when -> query.add("to", Written.moment("--to", when)));
    return session.on(
        where,
        api -> {
          JsonNode answer = api.get(Api.path("prompts", id, "cost") + query.text());
          return session.list(format, answer, "modules", COSTS);
        });
  }

  @Command(description = "Retire a prompt and its labels: calls for it fail from then on.")
  int retire(
      @Parameters(paramLabel = "ID") String id, @Mixin WhyOption why, @Mixin ServerOption where) {
    return session.remove(Api.path("prompts", id), why, where);
  }

  /// What a label holds.
  static final class LabelOptions {
    @Option(names = "--version", paramLabel = "N", description = "Of the prompt.")
    private Optional<Integer> version = Optional.empty();

    @Option(
        names = "--split",
        split = ",",
        paramLabel = "LABEL=WEIGHT",
        description = "Between labels that hold a version.")
    private List<String> split = List.of();

    @Option(
        names = "--by",
        paramLabel = "TAG",
        description = "Equal values of it get the same; each call for itself if not said.")
    private Optional<String> by = Optional.empty();

    void addTo(ObjectNode body) {
      if (version.isPresent() != split.isEmpty()) {
        throw new CommandFailure(Exit.USAGE, "a label is given --version or --split, one of them");
      }
      version.ifPresent(number -> body.put("version", number));
      if (!split.isEmpty()) {
        ArrayNode arms = body.putArray("split");
        for (String each : split) {
          String[] pair = Written.pair("--split", each);
          arms.addObject().put("label", pair[0]).put("weight", Written.whole("--split", pair[1]));
        }
        body.put("by", by.orElse(""));
      }
    }
  }

  /// How answers are generated where a call does not say.
  static final class GenerationOptions {
    @Option(names = "--temperature", paramLabel = "NUMBER", description = "Where a call has none.")
    private Optional<BigDecimal> temperature = Optional.empty();

    @Option(names = "--top-p", paramLabel = "NUMBER", description = "Where a call has none.")
    private Optional<BigDecimal> topP = Optional.empty();

    @Option(names = "--max-tokens", paramLabel = "N", description = "Where a call has none.")
    private Optional<Integer> maxTokens = Optional.empty();

    void addTo(ObjectNode defaults) {
      temperature.ifPresent(number -> defaults.put("temperature", number));
      topP.ifPresent(number -> defaults.put("top_p", number));
      maxTokens.ifPresent(tokens -> defaults.put("max_tokens", tokens));
    }
  }
}
