package dev.weir.app.doctor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.app.command.ConfigSource;
import dev.weir.app.command.DataDirectory;
import dev.weir.app.command.Reach;
import dev.weir.app.config.WeirConfig;
import dev.weir.view.cli.Column;
import dev.weir.view.cli.CommandFailure;
import dev.weir.view.cli.Exit;
import dev.weir.view.cli.FormatOption;
import dev.weir.view.cli.ServerOption;
import dev.weir.view.cli.Session;
import dev.weir.view.cli.Terminal;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

  @Option(names = "--offline", description = "Connect to no provider.")
  private boolean isOffline;

  public DoctorVerb(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    List<Finding> findings = new ArrayList<>();
    Optional<URI> named = new Reach(session.terminal()).named(where);
    if (named.isPresent() && !isThisMachine(named.get())) {
      findings.add(
          Finding.good(
              "machine",
              "not looked at: secrets, providers, disk and files are those of " + named.get()));
      findings.addAll(ofGateway());
    } else {
      findings.addAll(ofThisMachine(named.isPresent()));
    }
    print(findings);
    return findings.stream().allMatch(Finding::isGood) ? Exit.OK : Exit.REFUSED;
  }

  private static boolean isThisMachine(URI server) {
    return List.of("localhost", "127.0.0.1", "[::1]").contains(String.valueOf(server.getHost()));
  }

  /// @param isNamed a server was asked for by name: it need not be the one of this configuration
  private List<Finding> ofThisMachine(boolean isNamed) {
    Terminal terminal = session.terminal();
    ConfigSource source = ConfigSource.of(where.config(), terminal);
    WeirConfig config = source.read();
    DataDirectory data = DataDirectory.of(config, terminal);
    boolean serves = isNamed || Reach.answers(Reach.usual(config));
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.good("configuration", source.toString()));
    MachineChecks machine =
        new MachineChecks(config, terminal.environment(), data, terminal.clock().instant());
    if (!serves) {
      findings.addAll(machine.secrets());
    }
    if (!isNamed) {
      findings.add(machine.controlPlane());
      findings.addAll(machine.providers(isOffline));
    }
    findings.addAll(machine.files());
    findings.addAll(
        serves || data.exists()
            ? ofGateway()
            : List.of(Finding.good("gateway", "has never run here")));
    return findings;
  }

  private List<Finding> ofGateway() {
    List<Finding> findings = new ArrayList<>();
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

  private void print(List<Finding> findings) {
    ObjectNode page = JsonNodeFactory.instance.objectNode();
    ArrayNode rows = page.putArray("findings");
    findings.forEach(finding -> finding.writeTo(rows.addObject()));
    session.list(format, page, "findings", COLUMNS);
  }
}
