package dev.weir.view.focus;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.base.store.StoreFailure;
import dev.weir.exchange.requirement.Assessment;
import dev.weir.exchange.requirement.CsvFile;
import dev.weir.exchange.requirement.Finding;
import dev.weir.exchange.requirement.FocusTable;
import dev.weir.exchange.requirement.Outcome;
import dev.weir.exchange.requirement.ParquetTable;
import dev.weir.exchange.requirement.RuleModel;
import dev.weir.view.cli.Column;
import dev.weir.view.cli.CommandFailure;
import dev.weir.view.cli.Exit;
import dev.weir.view.cli.FormatOption;
import dev.weir.view.cli.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `weir focus check`: a file against a rule model, without a gateway.
@Command(
    name = "check",
    description = {
      "Check a FOCUS file against published rules; exit code 1 if one that must hold is broken."
    })
final class CheckVerb implements Callable<Integer> {
  private static final String ALL = "ALL";
  private static final String NONE = "NONE";
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("rule", "rule"),
          Column.text("keyword", "keyword"),
          Column.text("outcome", "outcome"),
          Column.number("rows", "judged"),
          Column.number("broken by", "violations"),
          Column.text("wants", "says"),
          Column.text("why", "why"),
          Column.text("example", "example"));

  private final Session session;

  @Parameters(paramLabel = "FILE", description = "CSV, or Parquet if its name ends so.")
  private Path file = Path.of("");

  @Option(
      names = "--rules",
      required = true,
      paramLabel = "MODEL.json",
      description = "The rule model, as FOCUS's validator has it.")
  private Path rules = Path.of("");

  @Option(
      names = "--applicability",
      split = ",",
      paramLabel = "CRITERION",
      description =
          "What is true of the provider; ALL if not said, NONE for none, ALL,-NAME for all but one.")
  private List<String> criteria = List.of(ALL);

  @Option(names = "--all", description = "List every rule, not only what is broken.")
  private boolean isAll;

  @Mixin private FormatOption format = new FormatOption();

  CheckVerb(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    try {
      RuleModel model = RuleModel.read(Files.readString(session.terminal().path(rules)));
      Path path = session.terminal().path(file);
      FocusTable table =
          file.toString().endsWith(".parquet") ? new ParquetTable(path) : new CsvFile(path);
      return told(model, model.assess(table, holding(model)));
    } catch (IOException | UncheckedIOException e) {
      throw new CommandFailure(Exit.USAGE, "cannot read a file: " + e.getMessage());
    } catch (IllegalArgumentException | StoreFailure e) {
      throw new CommandFailure(Exit.REFUSED, String.valueOf(e.getMessage()));
    }
  }

  private Set<String> holding(RuleModel model) {
    Set<String> named = new TreeSet<>();
    for (String criterion : criteria) {
      if (criterion.equals(ALL)) {
        named.addAll(model.criteria());
      } else if (criterion.startsWith("-")) {
        without(named, criterion.substring(1));
      } else if (!criterion.equals(NONE)) {
        named.add(criterion);
      }
    }
    return named;
  }

  private static void without(Set<String> named, String criterion) {
    if (!named.remove(criterion)) {
      throw new CommandFailure(
          Exit.USAGE,
          "--applicability has no criterion '%s' to leave out of %s".formatted(criterion, named));
    }
  }

  private int told(RuleModel model, Assessment assessment) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("focus_version", model.version()).put("rows", assessment.rows());
    ObjectNode counts = answer.putObject("rules");
    StringBuilder summary = new StringBuilder();
    for (Outcome outcome : Outcome.values()) {
      String name = outcome.name().toLowerCase(Locale.ROOT);
      counts.put(name, assessment.count(outcome));
      summary
          .append(summary.isEmpty() ? "" : ", ")
          .append(assessment.count(outcome))
          .append(' ')
          .append(name.replace('_', ' '));
    }
    ArrayNode findings = answer.putArray("findings");
    assessment.findings().stream()
        .filter(finding -> isAll || finding.outcome().isBreach())
        .forEach(finding -> write(findings.addObject(), finding));
    session.list(format, answer, "findings", COLUMNS);
    session
        .terminal()
        .err()
        .println(
            "weir: %d rules of FOCUS %s on %d rows: %s"
                .formatted(
                    assessment.findings().size(), model.version(), assessment.rows(), summary));
    return assessment.conforms() ? Exit.OK : Exit.REFUSED;
  }

  private static void write(ObjectNode row, Finding finding) {
    row.put("rule", finding.rule())
        .put("keyword", finding.keyword())
        .put("outcome", finding.outcome().name().toLowerCase(Locale.ROOT))
        .put("judged", finding.judged())
        .put("violations", finding.violations())
        .put("says", finding.says())
        .put("why", finding.why())
        .put("example", String.join("; ", finding.examples()));
  }
}
