package dev.weir.app.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.app.config.WeirConfig;
import dev.weir.view.cli.Column;
import dev.weir.view.cli.CommandFailure;
import dev.weir.view.cli.Exit;
import dev.weir.view.cli.FormatOption;
import dev.weir.view.cli.ServerOption;
import dev.weir.view.cli.Session;
import dev.weir.view.cli.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `weir doctor`: everything that may need attention, in one look; changes nothing.
@Command(
    name = "doctor",
    description = "Look at everything that may need attention; exit code 1 if something does.")
public final class DoctorVerb implements Callable<Integer> {
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("check", "check"), Column.text("state", "state"), Column.text("", "says"));

  private final Session session;

  @Mixin private ServerOption where = new ServerOption();
  @Mixin private FormatOption format = new FormatOption();

  public DoctorVerb(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Terminal terminal = session.terminal();
    List<Finding> findings = new ArrayList<>();
    ConfigSource source = ConfigSource.of(where.config(), terminal);
    WeirConfig config = source.read();
    findings.add(Finding.good("configuration", source.toString()));
    DataDirectory data = DataDirectory.of(config, terminal);
    findings.addAll(new MachineChecks(config, terminal.environment(), data).findings());
    findings.addAll(ofGateway(data));
    print(findings);
    return findings.stream().allMatch(Finding::isGood) ? Exit.OK : Exit.REFUSED;
  }

  private List<Finding> ofGateway(DataDirectory data) {
    List<Finding> findings = new ArrayList<>();
    if (where.server().isEmpty() && !data.exists() && !isServing()) {
      return List.of(Finding.good("gateway", "has never run here"));
    }
    try {
      session.with(
          where,
          (api, destination) ->
              findings.addAll(
                  new GatewayChecks(
                          api, destination.startsWith("http"), session.terminal().clock().instant())
                      .findings()));
    } catch (CommandFailure failure) {
      findings.add(Finding.attention("gateway", String.valueOf(failure.getMessage())));
    }
    return findings;
  }

  private boolean isServing() {
    WeirConfig config = ConfigSource.of(where.config(), session.terminal()).read();
    return Reach.answers(Reach.usual(config.listen().controlPlane()));
  }

  private void print(List<Finding> findings) {
    ObjectNode page = JsonNodeFactory.instance.objectNode();
    ArrayNode rows = page.putArray("findings");
    findings.forEach(finding -> finding.writeTo(rows.addObject()));
    session.list(format, page, "findings", COLUMNS);
  }
}
